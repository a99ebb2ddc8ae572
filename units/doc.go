// Package units gives every quantity that a person writes into a scenario a type: it parses, prints and compares them.
//
// Each type has a Parse function, String, and the encoding.TextMarshaler and encoding.TextUnmarshaler methods, so
// that YAML, JSON and command-line flags read and write it without further code:
//
//	Duration        30d  1d12h  43.19444444444445h  250ms     nanoseconds, int64
//	Bytes           84GB  80GiB                               bytes, int64
//	BytesPerSecond  50GB/s  100Gb/s  250Mb/s                  bytes per second, int64
//	FLOPS           989TFLOPS                                 operations per second, float64
//	FLOP            1e24 FLOP  3.2ZFLOP                       operations, float64
//	Watts           700W  1.2kW                               watts, float64
//	MilliCPU        64cpu  500m                               thousandths of a processor core, int64
//	GPUTime         5000 GPU-h  30 GPU-d                      thousandths of a GPU times nanoseconds, 128 bits
//	Money           2.25 USD  $0.25                           millionths of a dollar, int64
//	MoneyPerHour    2.25 USD/h                                millionths of a dollar per hour, int64
//	Frequency       12/h  3/min  0.5/d  40/s                  events per hour, float64
//	FailureRate     6.5 /1000 node-days                       failures per 1000 node-days, float64
//	Fraction        0.95  95%                                 0 to 1, float64
//
// Parsing is strict. The unit is required, upper and lower case differ, and NaN, infinities, values too large for the
// representation and negative values (except of Money) are errors. Quantities kept as integers are rounded half to
// even to their smallest step, but only where that moves the value by less than one part in a million, as in
// 43.19444444444445h; anything coarser, such as 0.4ns, is an error. Errors are of type [*ParseError], name the
// value, and say what would be right.
//
// Printing is exact: parsing what String printed gives the same value back. MarshalText refuses the few values that
// Parse would refuse (a negative span, a NaN), where String still prints them.
package units
