package web

import (
	"context"

	"stillpoint/dialogue/store"
	"stillpoint/dialogue/timeline"
)

// row is the practice with this id, on disk or in memory; [store.ErrNotFound].
func (s *Server) row(ctx context.Context, id string) (store.Practice, error) {
	if _, row, ok := s.memory.get(id); ok {
		return row, nil
	}
	if !store.ValidID(id) {
		return store.Practice{}, store.ErrNotFound
	}
	return s.Store.Get(ctx, id)
}

// timeline is a practice's, on disk or in memory; [store.ErrNotFound].
func (s *Server) timeline(ctx context.Context, id string) (timeline.Timeline, error) {
	if tl, _, ok := s.memory.get(id); ok {
		return tl, nil
	}
	return s.Store.Timeline(ctx, id)
}

// appendTo adds an event to the timeline of a practice that is over;
// [store.ErrTaken] when another came first.
func (s *Server) appendTo(ctx context.Context, id string, e timeline.Event) error {
	if _, _, ok := s.memory.get(id); ok {
		return s.memory.append(id, e)
	}
	return s.Store.Append(ctx, id, e)
}

// tellState tells the pages of those who may see the practice what became of it.
func (s *Server) tellState(practice store.Practice, state string) {
	s.news.tell("practice", "", about(practice), map[string]string{"id": practice.ID, "state": state})
}
