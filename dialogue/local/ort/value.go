package ort

import (
	"fmt"
	"unsafe"
)

// Element is what a tensor may hold.
type Element interface {
	float32 | int32 | int64 | bool
}

// elementType is T's ONNXTensorElementDataType.
func elementType[T Element]() int32 {
	switch any(*new(T)).(type) {
	case float32:
		return 1
	case int32:
		return 6
	case int64:
		return 7
	default:
		return 9
	}
}

// Value is a tensor in the runtime's memory. The zero Value is empty: given
// to a Call as an output, the runtime fills it.
type Value struct {
	rt  *Runtime
	ptr uintptr
}

// NewValue makes a tensor of the given shape with a copy of data, which must
// be as long as the shape says; nil data leaves it zero.
func NewValue[T Element](rt *Runtime, data []T, shape ...int64) (*Value, error) {
	n := int64(1)
	for _, d := range shape {
		if d < 0 {
			return nil, fmt.Errorf("new tensor: negative dimension in %v", shape)
		}
		n *= d
	}
	if data != nil && int64(len(data)) != n {
		return nil, fmt.Errorf("new tensor: %d elements for shape %v", len(data), shape)
	}
	v := &Value{rt: rt}
	err := rt.call(createTensorAsOrtValue, rt.allocator, uintptr(unsafe.Pointer(unsafe.SliceData(shape))), uintptr(len(shape)),
		uintptr(elementType[T]()), uintptr(unsafe.Pointer(&v.ptr)))
	if err != nil {
		return nil, fmt.Errorf("new tensor of shape %v: %w", shape, err)
	}
	to, err := view[T](v, int(n))
	if err != nil {
		v.Close()
		return nil, err
	}
	if data == nil {
		clear(to)
	}
	copy(to, data)
	return v, nil
}

// Data is the tensor's elements, in the runtime's own memory: it may be
// written, and is valid until v is closed or filled anew.
func Data[T Element](v *Value) ([]T, error) {
	kind, shape, err := v.describe()
	if err != nil {
		return nil, err
	}
	if kind != elementType[T]() {
		return nil, fmt.Errorf("read tensor: element type %d, want %d (%T)", kind, elementType[T](), *new(T))
	}
	n := 1
	for _, d := range shape {
		n *= int(d)
	}
	return view[T](v, n)
}

func view[T Element](v *Value, n int) ([]T, error) {
	if n == 0 {
		return nil, nil
	}
	var p unsafe.Pointer
	if err := v.rt.call(getTensorMutableData, v.ptr, uintptr(unsafe.Pointer(&p))); err != nil {
		return nil, fmt.Errorf("read tensor: %w", err)
	}
	return unsafe.Slice((*T)(p), n), nil
}

// Shape is the tensor's dimensions.
func (v *Value) Shape() ([]int64, error) {
	_, shape, err := v.describe()
	return shape, err
}

func (v *Value) describe() (kind int32, shape []int64, err error) {
	if v.ptr == 0 {
		return 0, nil, fmt.Errorf("describe tensor: it is empty")
	}
	var info uintptr
	if err := v.rt.call(getTensorTypeAndShape, v.ptr, uintptr(unsafe.Pointer(&info))); err != nil {
		return 0, nil, fmt.Errorf("describe tensor: %w", err)
	}
	defer v.rt.release(releaseTensorTypeAndShapeInfo, info)
	var n uintptr
	err = v.rt.call(getTensorElementType, info, uintptr(unsafe.Pointer(&kind)))
	if err == nil {
		err = v.rt.call(getDimensionsCount, info, uintptr(unsafe.Pointer(&n)))
	}
	if err == nil && n > 0 {
		shape = make([]int64, n)
		err = v.rt.call(getDimensions, info, uintptr(unsafe.Pointer(&shape[0])), n)
	}
	if err != nil {
		return 0, nil, fmt.Errorf("describe tensor: %w", err)
	}
	return kind, shape, nil
}

// Close frees the tensor and leaves v empty. Closing a nil or an empty Value does nothing.
func (v *Value) Close() {
	if v == nil || v.ptr == 0 {
		return
	}
	v.rt.release(releaseValue, v.ptr)
	v.ptr = 0
}
