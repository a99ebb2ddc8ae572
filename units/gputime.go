package units

import (
	"cmp"
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"time"
)

// GPUTime counts GPU time exactly, in thousandths of a GPU times nanoseconds, as a signed 128-bit integer. An int64
// of the same step would overflow at 2,562 GPU-hours. The zero value is no time; values compare with == and Cmp.
type GPUTime struct {
	hi int64
	lo uint64
}

func gpuTimes() exact {
	return exact{
		noun: "an amount of GPU time", step: "a thousandth of a GPU for 1ns", try: "5000 GPU-h or 30 GPU-d",
		usual: "GPU-h GPU-d", gap: " ",
		units: []scale{
			{"GPU-d", 1000 * int64(day), 1}, {"GPU-h", 1000 * int64(time.Hour), 1}, {"GPU-s", 1000 * int64(time.Second), 1},
		},
	}
}

// GPUTimeOf is the GPU time of milliGPU thousandths of a GPU held for d.
func GPUTimeOf(milliGPU int64, d time.Duration) GPUTime {
	hi, lo := bits.Mul64(magnitude(milliGPU), magnitude(int64(d)))
	t := GPUTime{int64(hi), lo} // at most 2^126
	if (milliGPU < 0) != (d < 0) {
		return t.Neg()
	}
	return t
}

// ParseGPUTime reads GPU-hours, GPU-days or GPU-seconds: 5000 GPU-h, 30 GPU-d.
func ParseGPUTime(s string) (GPUTime, error) {
	steps, err := gpuTimes().parse(s)
	if err != nil {
		return GPUTime{}, err
	}
	if steps.BitLen() > 127 {
		return GPUTime{}, gpuTimes().wrong(s, "too large")
	}
	low := new(big.Int).And(steps, new(big.Int).SetUint64(math.MaxUint64))
	return GPUTime{new(big.Int).Rsh(steps, 64).Int64(), low.Uint64()}, nil
}

// Add returns t + u. It panics on overflow, which takes more than 10^22 GPU-hours.
func (t GPUTime) Add(u GPUTime) GPUTime {
	lo, carry := bits.Add64(t.lo, u.lo, 0)
	hi := t.hi + u.hi + int64(carry)
	if (t.hi < 0) == (u.hi < 0) && (hi < 0) != (t.hi < 0) {
		panic("units: " + t.String() + " plus " + u.String() + " overflows GPUTime")
	}
	return GPUTime{hi, lo}
}

// Sub returns t - u, which may be negative. It panics on overflow.
func (t GPUTime) Sub(u GPUTime) GPUTime { return t.Add(u.Neg()) }

// Neg returns -t. The least value has no opposite, but Add panics before a sum could reach it.
func (t GPUTime) Neg() GPUTime {
	lo, borrow := bits.Sub64(0, t.lo, 0)
	return GPUTime{-t.hi - int64(borrow), lo}
}

// Cmp returns -1, 0 or 1 as t is less than, equal to or more than u.
func (t GPUTime) Cmp(u GPUTime) int {
	return cmp.Or(cmp.Compare(t.hi, u.hi), cmp.Compare(t.lo, u.lo))
}

// Sign returns -1, 0 or 1 as t is negative, zero or positive.
func (t GPUTime) Sign() int { return t.Cmp(GPUTime{}) }

// Hours returns t in GPU-hours, for reports: the result is rounded to a float64.
func (t GPUTime) Hours() float64 {
	hi, lo := t.magnitude()
	hours := (math.Ldexp(float64(hi), 64) + float64(lo)) / 3.6e15
	return math.Copysign(hours, float64(t.Sign()))
}

// Span returns how long milliGPU thousandths of a GPU take to deliver t: rounded up to a nanosecond, so that the work
// is done when the span is over; the longest Duration if it does not fit. It panics unless milliGPU is positive and t
// is not negative.
func (t GPUTime) Span(milliGPU int64) time.Duration {
	if milliGPU <= 0 || t.hi < 0 {
		panic("units: span of " + t.String() + " on " + strconv.FormatInt(milliGPU, 10) + " thousandths of a GPU")
	}
	if uint64(t.hi) >= uint64(milliGPU) {
		return math.MaxInt64
	}
	span, rest := bits.Div64(uint64(t.hi), t.lo, uint64(milliGPU))
	if rest > 0 && span < math.MaxInt64 {
		span++
	}
	return time.Duration(min(span, math.MaxInt64))
}

// magnitude is |t| as two words.
func (t GPUTime) magnitude() (hi, lo uint64) {
	if t.hi < 0 {
		t = t.Neg()
	}
	return uint64(t.hi), t.lo
}

// String prints t exactly: in GPU-h where six decimals suffice, else in GPU-s.
func (t GPUTime) String() string {
	hi, lo := t.magnitude()
	steps := new(big.Int).SetUint64(hi)
	steps.Lsh(steps, 64).Or(steps, new(big.Int).SetUint64(lo))
	if t.hi < 0 {
		steps.Neg(steps)
	}
	micros, rest := new(big.Int).QuoRem(steps, big.NewInt(3.6e9), new(big.Int)) // a millionth of a GPU-hour
	if rest.Sign() == 0 {
		return point(micros, 6, 0) + " GPU-h"
	}
	return point(steps, 12, 0) + " GPU-s"
}

// MarshalText prints t. A negative time is an error, since ParseGPUTime refuses it.
func (t GPUTime) MarshalText() ([]byte, error) {
	if t.hi < 0 {
		return nil, unprintable("an amount of GPU time", t.String())
	}
	return []byte(t.String()), nil
}

// UnmarshalText reads what [ParseGPUTime] reads.
func (t *GPUTime) UnmarshalText(text []byte) error { return assign(t, text, ParseGPUTime) }

// YAMLType names the type for readers of scenario files.
func (GPUTime) YAMLType() string { return "amount of GPU time" }
