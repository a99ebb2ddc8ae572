package catalog

import (
	"fmt"

	"github.com/clustersim/clustersim/internal/yamlpos"
	"github.com/clustersim/clustersim/units"
)

// priceRow is a list price as its file says it.
type priceRow struct {
	Venue string                     `key:"venue" required:"true" enum:"marketplace|specialty|centralised"`
	GPU   string                     `key:"gpu" required:"true"`
	Price figure[units.MoneyPerHour] `key:"price" required:"true"`
	cite
}

func (r *reader) readPrices(name string, text []byte) {
	var file struct {
		Prices []yamlpos.Node `key:"prices" required:"true"`
	}
	r.decode(name, text, &file)
	for i := range file.Prices {
		at := &file.Prices[i]
		var row priceRow
		r.problems = append(r.problems, at.Decode(&row)...)
		if _, ok := r.catalog.GPU(row.GPU); !ok {
			r.wrong(at, fmt.Errorf("unknown GPU %q", row.GPU))
		}
		key := row.Venue + "/" + row.GPU
		id := claimFigure(r, "price/"+key, "list price of one "+row.GPU+" at a "+row.Venue+" venue", row.Price, row.cite)
		r.wrong(at, r.catalog.prices.add(key, price{row.Price.value, id}))
	}
}
