package moonshine

import (
	"context"
	"math"

	"stillpoint/dialogue/local/ort"
)

// result is what the decoder said, without start and end.
type result struct {
	tokens      []int64
	probability float64 // sum over the tokens
}

// decoding is the state of one greedy decoding. Keys and values stay in the
// runtime's memory: one step's outputs are the next one's inputs.
type decoding struct {
	token  []int64      // the tensor in[0]
	cached []bool       // the tensor in[2]
	logits []float32    // the tensor out[0]
	in     []*ort.Value // as names.inputs
	out    []*ort.Value // as names.first
	step   *ort.Call
}

// decode encodes samples and reads off at most limit tokens.
func (m *Model) decode(ctx context.Context, samples []float32, limit int) (result, error) {
	hidden, err := m.encode(ctx, samples)
	if err != nil {
		return result{}, err
	}
	d, err := m.begin(hidden)
	defer d.close()
	if err != nil {
		return result{}, err
	}
	var r result
	next := int64(tokenStart)
	for range limit {
		if err := d.advance(ctx, m, next); err != nil {
			return result{}, err
		}
		var p float64
		next, p = best(d.logits)
		if next == tokenEnd {
			break
		}
		r.tokens = append(r.tokens, next)
		r.probability += p
		if n := loop(r.tokens); n < len(r.tokens) {
			r.probability *= float64(n) / float64(len(r.tokens))
			r.tokens = r.tokens[:n]
			break
		}
	}
	return r, nil
}

func (m *Model) encode(ctx context.Context, samples []float32) (*ort.Value, error) {
	in, err := ort.NewValue(m.rt, samples, 1, int64(len(samples)))
	if err != nil {
		return nil, err
	}
	defer in.Close()
	out, err := m.encoder.Run(ctx, map[string]*ort.Value{"input_values": in}, "last_hidden_state")
	if err != nil {
		return nil, err
	}
	return out[0], nil
}

// begin makes the tensors of a decoding over hidden, which it takes over. The
// first step wants a past all the same, of length one; it does not look at it.
func (m *Model) begin(hidden *ort.Value) (*decoding, error) {
	d := &decoding{in: make([]*ort.Value, len(m.names.inputs)), out: make([]*ort.Value, len(m.names.first))}
	d.in[1] = hidden
	for i := 1; i < len(d.out); i++ {
		d.out[i] = new(ort.Value)
	}
	var err error
	if d.in[0], d.token, err = tensor[int64](m.rt, 1, 1); err != nil {
		return d, err
	}
	if d.in[2], d.cached, err = tensor[bool](m.rt, 1); err != nil {
		return d, err
	}
	if d.out[0], d.logits, err = tensor[float32](m.rt, 1, 1, logitCount); err != nil {
		return d, err
	}
	for i := 3; i < len(d.in); i++ {
		if d.in[i], _, err = tensor[float32](m.rt, 1, heads, 1, headSize); err != nil {
			return d, err
		}
	}
	d.step = m.decoder.Call(m.names.inputs, m.names.first)
	return d, nil
}

func tensor[T ort.Element](rt *ort.Runtime, shape ...int64) (*ort.Value, []T, error) {
	v, err := ort.NewValue[T](rt, nil, shape...)
	if err != nil {
		return nil, nil, err
	}
	data, err := ort.Data[T](v)
	return v, data, err
}

// advance feeds token; the logits then tell the next one.
func (d *decoding) advance(ctx context.Context, m *Model, token int64) error {
	d.token[0] = token
	if err := d.step.Run(ctx, d.in, d.out); err != nil {
		return err
	}
	for i := 1; i < len(d.out); i++ { // what is present becomes the past
		past := &d.in[i+2]
		*past, d.out[i] = d.out[i], *past
		d.out[i].Close()
	}
	if !d.cached[0] { // the encoder's keys and values stay as they are now
		d.cached[0] = true
		d.out = d.out[:len(m.names.next)]
		d.step = m.decoder.Call(m.names.inputs, m.names.next)
	}
	return nil
}

func (d *decoding) close() {
	for _, v := range d.in {
		v.Close()
	}
	for _, v := range d.out {
		v.Close()
	}
}

// best is the likeliest token and its probability.
func best(logits []float32) (token int64, p float64) {
	for i, l := range logits {
		if l > logits[token] {
			token = int64(i)
		}
	}
	top := logits[token]
	sum := 0.0
	for _, l := range logits {
		if l > top-12 { // the others add less than 32,768 e^-12 in all, and far less in fact
			sum += math.Exp(float64(l - top))
		}
	}
	return token, 1 / sum
}

// loop is the number of tokens to keep: fewer than there are if the end
// repeats the same few tokens so often that it is the model talking to itself.
// One round is kept. People say "no, no, no, no": the shorter the round, the
// more often it may come.
func loop(tokens []int64) int {
	for n := 1; n <= 16 && n <= len(tokens)/4; n++ {
		same := n // tokens at the end that equal the one n before, and the first round
		for same < len(tokens) && tokens[len(tokens)-1-same+n] == tokens[len(tokens)-1-same] {
			same++
		}
		if same/n >= max(4, 9-n) {
			return len(tokens) - same + n
		}
	}
	return len(tokens)
}
