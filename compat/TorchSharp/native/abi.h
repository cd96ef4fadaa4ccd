// The C interface between the managed side and libtorch. Tensors travel as owned at::TensorImpl pointers.
#pragma once

#include <ATen/core/Tensor.h>
#include <torch/version.h>

#include <cstdint>
#include <optional>

#define LMMCL_API extern "C" __attribute__((visibility("default")))

namespace lmmcl {

enum Tag : int32_t {
  None = 0,
  TensorTag = 1,
  Int = 2,
  Double = 3,
  Bool = 4,
  IntList = 5,
  DoubleList = 6,
  TensorList = 7,
  String = 8,
  Device = 9,
  Generator = 10,
  BoolList = 11,
};

struct Value {
  int32_t tag;
  int32_t count;
  union {
    int64_t integer;
    double real;
    void* pointer;
  };
};
static_assert(sizeof(Value) == 16, "the managed side lays out the same 16 bytes");

using TensorPointer = c10::TensorImpl*;

// libtorch's own optional became the standard's on the way from 2.0 to 2.4.
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
template <typename T>
using Optional = std::optional<T>;
#else
template <typename T>
using Optional = c10::optional<T>;
#endif

inline at::Tensor borrow(TensorPointer pointer) {
  return pointer == nullptr
      ? at::Tensor()
      : at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy(pointer));
}

inline TensorPointer release(at::Tensor tensor) {
  return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr;
}

// Keeps the text of the exception in flight for lmmcl_error of this thread.
void remember_error() noexcept;
void remember_error(const char* text) noexcept;

// Runs body; an exception becomes its text and the value `failed`.
template <typename Result, typename Body>
Result guarded(Result failed, Body&& body) noexcept {
  try {
    return body();
  } catch (...) {
    remember_error();
    return failed;
  }
}

}  // namespace lmmcl
