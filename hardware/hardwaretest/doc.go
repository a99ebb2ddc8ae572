// Package hardwaretest checks that a failure or repair law keeps the contract of
// package hardware. Give it a law with its survival function:
//
//	hardwaretest.ConformFailure(t, "bathtub", myLaw)
//	hardwaretest.ConformRepair(t, "swap", myLaw)
//	hardwaretest.ConformCumulative(t, "bathtub", myLaw)
//	hardwaretest.ConformStretch(t, "bathtub", myLaw, myLawWithTwiceTheScale)
//
// Draws are compared with the law's own Survival function, integrated
// numerically, and never with a formula that the draw itself may share a mistake
// with. Those of a law that is hastened are compared with powers of it. Seeds are
// fixed and limits are those of |z| <= 4, so a law that passes passes always, and
// one that fails is wrong.
//
// Laws must have a finite mean that is long against a nanosecond and short
// against the 292 years at which durations saturate.
package hardwaretest
