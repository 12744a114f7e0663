package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"stillpoint/cmd/internal/doctor"
)

func examine(ctx context.Context, c *call) error {
	var o options
	c.flags.StringVar(&o.addr, "addr", "localhost:8080", "`host:port` the pages will have")
	c.flags.IntVar(&o.media, "media", 8189, "UDP and TCP `port` the sound will have")
	o.dataFlag(c.flags)
	o.modelsFlag(c.flags)
	o.engineFlags(c.flags)
	c.flags.BoolVar(&o.json, "json", false, "print JSON")
	if err := c.parse(&o, 0, 0); err != nil {
		return err
	}
	setup, err := c.setup(o)
	if err != nil {
		return err
	}
	findings := doctor.Surroundings(ctx, doctor.Place{Addr: o.addr, Media: o.media, Data: o.data, Models: o.models, Files: needed(o, setup, nil)})
	engines, err := openEngines(o)
	if err != nil {
		return err
	}
	defer engines.Close()
	engines.Ready()
	findings = append(findings, doctor.Used(setup, doctor.RoundTrips(ctx, engines))...)
	people, err := openLibrary("", nil)
	if err != nil {
		return err
	}
	findings = append(findings, doctor.Services(ctx, setup, engines, people.all()[0])...)
	if o.json {
		err = json.NewEncoder(c.stdout).Encode(findings)
	} else {
		for _, f := range findings {
			fmt.Fprintf(c.stdout, "%-8s %-16s %s\n", f.State, f.What, f.Says)
		}
	}
	if err != nil {
		return err
	}
	for _, f := range findings {
		if f.State == doctor.Bad {
			return errors.New("a talk does not work here as it should; what to do is said above")
		}
	}
	return nil
}
