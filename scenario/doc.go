// Package scenario turns the file that a person writes into a checked model.
//
//	text ─▶ Load ─▶ Scenario ─▶ Model ─▶ clustersim.Run
//
//	s, err := scenario.Load(scenario.Disk(), "preset:decentral-7b", []string{"fleet.pools.marketplace.count=80"}, scenario.Builtin())
//	if problems, ok := err.(scenario.Problems); ok {
//		fmt.Fprint(os.Stderr, problems.Format()) // every mistake at once, each with its place and a way out
//	}
//	model, err := s.Model()
//
// Loading is strict: an unknown key, a value without its unit, a name that no
// catalogue has are problems with a code that [Codes] explains. Nothing is
// ignored, rounded or clamped. What can be run but is probably not meant, such
// as a job larger than the fleet, is a warning on the [Scenario].
//
// Everything that a file leaves out has a default; [Scenario.Defaults] lists
// those that were used, each with its source and grade, and [Registry.Explain]
// tells the same of any key.
//
// Names of policies, pickers, recoveries, trace formats and formats of records of
// availability resolve through a [Registry], a value that [Builtin] returns fresh
// and users add to:
//
//	r := scenario.Builtin()
//	r.AddPolicy("lottery", func(decode scenario.Decode) (scheduler.Policy, error) {
//		var config struct {
//			Tickets int `key:"tickets" default:"1" min:"1"`
//		}
//		if err := decode(&config); err != nil {
//			return nil, err
//		}
//		return Lottery{config.Tickets}, nil
//	})
package scenario
