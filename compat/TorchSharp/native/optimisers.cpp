// AdamW over a list of dense float32 tensors on the CPU in one pass over memory each, where single operators take eight.
#include "abi.h"

#include <ATen/Parallel.h>

#include <cmath>

using namespace lmmcl;

namespace {

// Numbers that every element of a step shares, rounded once from double.
struct Factors {
  float beta1, rest1, beta2, rest2, root_correction, epsilon, keep, step_size;
};

// The operations of PyTorch's loop over single tensors, in its order.
__attribute__((target_clones("avx512f", "avx2", "default"))) void update(
    float* __restrict parameter, const float* __restrict gradient, float* __restrict mean, float* __restrict square, int64_t count, Factors f) {
  for (int64_t i = 0; i < count; i++) {
    mean[i] = mean[i] * f.beta1 + f.rest1 * gradient[i];
    square[i] = square[i] * f.beta2 + f.rest2 * gradient[i] * gradient[i];
    parameter[i] = parameter[i] * f.keep - f.step_size * (mean[i] / (std::sqrt(square[i]) / f.root_correction + f.epsilon));
  }
}

bool dense(const at::Tensor& tensor) {
  return tensor.is_cpu() && tensor.scalar_type() == at::kFloat && tensor.is_contiguous();
}

}  // namespace

// 1 when done, 0 when a tensor is not dense float32 on the CPU and nothing was touched.
LMMCL_API int32_t lmmcl_adamw(
    TensorPointer const* parameters, TensorPointer const* gradients, TensorPointer const* means, TensorPointer const* squares, int32_t count,
    double rate, double beta1, double beta2, double epsilon, double decay, int64_t step) {
  return guarded<int32_t>(-1, [&] {
    for (int32_t i = 0; i < count; i++) {
      for (auto tensor : {parameters[i], gradients[i], means[i], squares[i]}) {
        if (!dense(borrow(tensor)) || tensor->numel() != parameters[i]->numel()) {
          return 0;
        }
      }
    }
    auto single = [](double value) { return static_cast<float>(value); };
    Factors factors{
        single(beta1),   single(1 - beta1),         single(beta2), single(1 - beta2), single(std::sqrt(1 - std::pow(beta2, step))),
        single(epsilon), single(1 - rate * decay), single(rate / (1 - std::pow(beta1, step)))};
    for (int32_t i = 0; i < count; i++) {
      auto parameter = borrow(parameters[i]);
      auto weights = parameter.data_ptr<float>();
      auto slopes = borrow(gradients[i]).data_ptr<float>();
      auto mean = borrow(means[i]).data_ptr<float>();
      auto square = borrow(squares[i]).data_ptr<float>();
      at::parallel_for(0, parameter.numel(), 32768, [&](int64_t begin, int64_t end) {
        update(weights + begin, slopes + begin, mean + begin, square + begin, end - begin, factors);
      });
      parameter.unsafeGetTensorImpl()->bump_version();
    }
    return 1;
  });
}
