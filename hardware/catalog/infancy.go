package catalog

import (
	"fmt"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/units"
)

// InfancySpec is how much more often new parts fail, as files say it.
//
//	infancy: {factor: 3, fades: 7d}
type InfancySpec struct {
	Factor float64        `key:"factor" required:"true" above:"1" max:"1000000" doc:"rate of failures of a new or just repaired part over the mean rate of its law"`
	Fades  units.Duration `key:"fades" required:"true" doc:"age at which 37% of the excess is left"`
}

// Apply returns the law with the excess, which takes the place of one that the
// law has already and follows the rhythm of a law that has one. Laws whose parts
// die at single ages have no hazard that could be higher, which is an error.
func (s *InfancySpec) Apply(law hardware.FailureModel) (hardware.FailureModel, error) {
	periodic, rhythmic := law.(hardware.Periodic)
	if rhythmic {
		law = periodic.Base
	}
	if has, ok := law.(hardware.Infancy); ok {
		law = has.Law
	}
	base, ok := law.(hardware.Cumulative)
	if !ok {
		return nil, fmt.Errorf("infancy needs a law with a hazard, which fixed and empirical with lives have not")
	}
	infancy, err := hardware.NewInfancy(base, s.Factor, time.Duration(s.Fades))
	switch {
	case err != nil:
		return nil, err
	case rhythmic:
		return hardware.NewPeriodic(infancy, periodic.Rhythm)
	}
	return infancy, nil
}
