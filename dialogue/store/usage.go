package store

import (
	"context"
	"database/sql"
	"fmt"

	"stillpoint/dialogue/timeline"
)

// Usage is what a practice used of one engine.
type Usage struct {
	Kind          string // stt, llm or tts
	Engine        string // its name in the configuration
	Host          string // to which it sent words or sound; "": they stayed on this machine
	Calls, Faults int
	TokensIn      int
	TokensOut     int
	Estimated     bool        // some of the tokens were not counted by the service
	Sound         timeline.Ms // of speech understood or made
	Characters    int         // of text given to a voice
}

func keepUsage(ctx context.Context, tx *sql.Tx, practice string, used []Usage) error {
	if _, err := tx.ExecContext(ctx, "delete from usage where practice = ?", practice); err != nil {
		return fmt.Errorf("keep usage of %s: %w", practice, err)
	}
	for _, u := range used {
		_, err := tx.ExecContext(ctx, `insert into usage
			(practice, kind, engine, host, calls, faults, tokens_in, tokens_out, estimated, sound, characters)
			values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			practice, u.Kind, u.Engine, u.Host, u.Calls, u.Faults, u.TokensIn, u.TokensOut, u.Estimated, u.Sound, u.Characters)
		if err != nil {
			return fmt.Errorf("keep usage of %s: %w", practice, err)
		}
	}
	return nil
}

// Usage is what a practice used, by kind and engine; none while it runs, and
// of one that is older than this was kept.
func (s *Store) Usage(ctx context.Context, practice string) ([]Usage, error) {
	all, err := list(ctx, s.db, func(row scanner) (u Usage, err error) {
		err = row.Scan(&u.Kind, &u.Engine, &u.Host, &u.Calls, &u.Faults, &u.TokensIn, &u.TokensOut, &u.Estimated, &u.Sound, &u.Characters)
		return u, err
	}, `select kind, engine, host, calls, faults, tokens_in, tokens_out, estimated, sound, characters
		from usage where practice = ? order by kind, engine`, practice)
	if err != nil {
		return nil, fmt.Errorf("read usage of %s: %w", practice, err)
	}
	return all, nil
}
