package main

import "context"

func crash(ctx context.Context, args []string) error { return nil }
func drift(ctx context.Context, args []string) error { return nil }
