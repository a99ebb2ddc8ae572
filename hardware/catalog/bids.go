package catalog

import (
	"cmp"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/supply"
	"github.com/clustersim/clustersim/units"
)

// BidsSpec is a market in which nodes go to the highest bid, as files say it.
//
//	{ours: 0.25 USD/h, rivals: 3/d, median: 0.20 USD/h, sigma: 0.4, session: {law: lognormal, median: 2h, sigma: 1}}
type BidsSpec struct {
	Ours    *units.MoneyPerHour `key:"ours" doc:"Our bid for each GPU."`
	Rivals  *units.Frequency    `key:"rivals" doc:"How often somebody else bids for a node."`
	Median  *units.MoneyPerHour `key:"median" above:"0 USD/h" doc:"Bid that half of them exceed; their bids follow a lognormal law."`
	Sigma   *float64            `key:"sigma" above:"0" max:"10" doc:"Standard deviation of the logarithm of their bids."`
	Session *LawSpec            `key:"session" doc:"How long a node is gone after we are outbid."`
	Notice  *units.Duration     `key:"notice" doc:"How long before the node goes the scheduler is told; 0s without it."`
}

func (s *BidsSpec) over(base *BidsSpec) BidsSpec {
	return BidsSpec{
		Ours: cmp.Or(s.Ours, base.Ours), Rivals: cmp.Or(s.Rivals, base.Rivals), Median: cmp.Or(s.Median, base.Median),
		Sigma: cmp.Or(s.Sigma, base.Sigma), Session: cmp.Or(s.Session, base.Session), Notice: cmp.Or(s.Notice, base.Notice),
	}
}

// outbid is the hazard of being outbid.
func (s *BidsSpec) outbid(p place) hardware.Hazard {
	made := hardware.Hazard{
		Part: "outbid", Count: 1, Class: hardware.OwnerFault, Symptom: hardware.Departure, Repair: p.at("session").repair(s.Session),
	}
	if s.Ours == nil || s.Rivals == nil || s.Median == nil || s.Sigma == nil || s.Session == nil {
		p.wrong("bids need ours, rivals, median, sigma and session", "write bids: {ours: 0.25 USD/h, rivals: 3/d, median: 0.20 USD/h, sigma: 0.4, session: {law: …}}")
		return made
	}
	rate, err := supply.OutbidRate(*s.Rivals, *s.Median, *s.Sigma, *s.Ours)
	p.refused(err)
	made.Failure = hardware.Exponential{MTBF: rate.Gap()}
	assign(&made.Notice, (*time.Duration)(s.Notice))
	return made
}
