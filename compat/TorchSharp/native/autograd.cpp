// Gradients: running backward, reading and writing them, and the modes that switch them off.
#include "abi.h"

#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/variable.h>

#include <vector>

using namespace lmmcl;

namespace {

torch::autograd::variable_list borrow_all(TensorPointer const* pointers, int32_t count) {
  torch::autograd::variable_list tensors;
  tensors.reserve(count);
  for (int32_t i = 0; i < count; i++) {
    tensors.push_back(borrow(pointers[i]));
  }
  return tensors;
}

}  // namespace

LMMCL_API int32_t lmmcl_backward(
    TensorPointer const* roots, int32_t root_count, TensorPointer const* gradients, int32_t gradient_count,
    TensorPointer const* inputs, int32_t input_count, int32_t retain_graph, int32_t create_graph) {
  return guarded<int32_t>(-1, [&] {
    torch::autograd::backward(
        borrow_all(roots, root_count), borrow_all(gradients, gradient_count), retain_graph != 0, create_graph != 0,
        borrow_all(inputs, input_count));
    return 0;
  });
}

// Writes one gradient per input; null where the input is not used.
LMMCL_API int32_t lmmcl_grad(
    TensorPointer const* outputs, int32_t output_count, TensorPointer const* inputs, int32_t input_count,
    TensorPointer const* gradients, int32_t gradient_count, int32_t retain_graph, int32_t create_graph,
    int32_t allow_unused, TensorPointer* results) {
  return guarded<int32_t>(-1, [&] {
    auto computed = torch::autograd::grad(
        borrow_all(outputs, output_count), borrow_all(inputs, input_count), borrow_all(gradients, gradient_count),
        retain_graph != 0, create_graph != 0, allow_unused != 0);
    for (size_t i = 0; i < computed.size(); i++) {
      results[i] = release(std::move(computed[i]));
    }
    return 0;
  });
}

LMMCL_API TensorPointer lmmcl_tensor_grad(TensorPointer tensor) {
  return guarded<TensorPointer>(nullptr, [&] { return release(borrow(tensor).grad()); });
}

LMMCL_API int32_t lmmcl_tensor_set_grad(TensorPointer tensor, TensorPointer gradient) {
  return guarded<int32_t>(-1, [&] {
    borrow(tensor).mutable_grad() = borrow(gradient);
    return 0;
  });
}

LMMCL_API int32_t lmmcl_tensor_requires_grad(TensorPointer tensor) {
  return guarded<int32_t>(-1, [&] { return borrow(tensor).requires_grad() ? 1 : 0; });
}

LMMCL_API int32_t lmmcl_tensor_set_requires_grad(TensorPointer tensor, int32_t requires_grad) {
  return guarded<int32_t>(-1, [&] {
    auto target = borrow(tensor);
    TORCH_CHECK(target.is_leaf() || requires_grad != 0, "requires_grad can only be switched off on leaf tensors; use detach()");
    target.requires_grad_(requires_grad != 0);
    return 0;
  });
}

LMMCL_API int32_t lmmcl_tensor_is_leaf(TensorPointer tensor) {
  return guarded<int32_t>(-1, [&] { return borrow(tensor).is_leaf() ? 1 : 0; });
}

LMMCL_API int32_t lmmcl_tensor_retain_grad(TensorPointer tensor) {
  return guarded<int32_t>(-1, [&] {
    borrow(tensor).retain_grad();
    return 0;
  });
}

LMMCL_API int32_t lmmcl_grad_mode() {
  return at::GradMode::is_enabled() ? 1 : 0;
}

LMMCL_API void lmmcl_set_grad_mode(int32_t enabled) {
  at::GradMode::set_enabled(enabled != 0);
}

LMMCL_API int32_t lmmcl_inference_mode() {
  return c10::InferenceMode::is_enabled() ? 1 : 0;
}

// Inference mode lasts as long as the guard.
LMMCL_API void* lmmcl_inference_guard(int32_t enabled) {
  return guarded<void*>(nullptr, [&] { return new c10::InferenceMode(enabled != 0); });
}

LMMCL_API void lmmcl_inference_guard_release(void* guard) {
  delete static_cast<c10::InferenceMode*>(guard);
}
