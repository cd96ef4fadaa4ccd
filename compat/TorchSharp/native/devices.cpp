// Threads, random generators, CUDA, and defaults of the process.
#include "abi.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <c10/core/DefaultDtype.h>
#include <torch/cuda.h>
#include <torch/version.h>

using namespace lmmcl;

using GeneratorPointer = c10::GeneratorImpl*;

namespace {

at::Generator borrow_generator(GeneratorPointer generator) {
  return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(generator));
}

GeneratorPointer release_generator(const at::Generator& generator) {
  c10::raw::intrusive_ptr::incref(generator.unsafeGetGeneratorImpl());
  return generator.unsafeGetGeneratorImpl();
}

}  // namespace

LMMCL_API int32_t lmmcl_threads() {
  return at::get_num_threads();
}

LMMCL_API int32_t lmmcl_set_threads(int32_t count) {
  return guarded<int32_t>(-1, [&] {
    at::set_num_threads(count);
    return 0;
  });
}

LMMCL_API int32_t lmmcl_interop_threads() {
  return static_cast<int32_t>(at::get_num_interop_threads());
}

LMMCL_API int32_t lmmcl_set_interop_threads(int32_t count) {
  return guarded<int32_t>(-1, [&] {
    at::set_num_interop_threads(count);
    return 0;
  });
}

LMMCL_API int32_t lmmcl_default_dtype() {
  return static_cast<int32_t>(c10::get_default_dtype_as_scalartype());
}

LMMCL_API int32_t lmmcl_set_default_dtype(int32_t dtype) {
  return guarded<int32_t>(-1, [&] {
    c10::set_default_dtype(c10::scalarTypeToTypeMeta(static_cast<c10::ScalarType>(dtype)));
    return 0;
  });
}

// Seeds the default generators of every device, as torch.manual_seed does.
LMMCL_API int32_t lmmcl_manual_seed(uint64_t seed) {
  return guarded<int32_t>(-1, [&] {
    at::manual_seed(seed);
    return 0;
  });
}

LMMCL_API GeneratorPointer lmmcl_generator(uint64_t seed, int32_t device_type, int32_t device_index) {
  return guarded<GeneratorPointer>(nullptr, [&] {
    if (device_type == static_cast<int32_t>(c10::DeviceType::CPU)) {
      return release_generator(at::detail::createCPUGenerator(seed));
    }
    auto device = c10::Device(static_cast<c10::DeviceType>(device_type), static_cast<c10::DeviceIndex>(device_index));
    auto generator = at::globalContext().defaultGenerator(device).clone();
    generator.set_current_seed(seed);
    return release_generator(generator);
  });
}

LMMCL_API GeneratorPointer lmmcl_default_generator() {
  return guarded<GeneratorPointer>(nullptr, [&] { return release_generator(at::detail::getDefaultCPUGenerator()); });
}

LMMCL_API void lmmcl_generator_release(GeneratorPointer generator) {
  c10::intrusive_ptr<c10::GeneratorImpl>::reclaim(generator);
}

LMMCL_API int32_t lmmcl_generator_set_seed(GeneratorPointer generator, uint64_t seed) {
  return guarded<int32_t>(-1, [&] {
    auto target = borrow_generator(generator);
    std::lock_guard<std::mutex> lock(target.mutex());
    target.set_current_seed(seed);
    return 0;
  });
}

LMMCL_API uint64_t lmmcl_generator_seed(GeneratorPointer generator) {
  return guarded<uint64_t>(0, [&] { return borrow_generator(generator).current_seed(); });
}

// Reseeds from the machine's entropy and returns the new seed.
LMMCL_API uint64_t lmmcl_generator_reseed(GeneratorPointer generator) {
  return guarded<uint64_t>(0, [&] { return borrow_generator(generator).seed(); });
}

LMMCL_API TensorPointer lmmcl_generator_state(GeneratorPointer generator) {
  return guarded<TensorPointer>(nullptr, [&] { return release(borrow_generator(generator).get_state()); });
}

LMMCL_API int32_t lmmcl_generator_set_state(GeneratorPointer generator, TensorPointer state) {
  return guarded<int32_t>(-1, [&] {
    borrow_generator(generator).set_state(borrow(state));
    return 0;
  });
}

LMMCL_API int32_t lmmcl_cuda_is_available() {
  return guarded<int32_t>(0, [&] { return torch::cuda::is_available() ? 1 : 0; });
}

LMMCL_API int32_t lmmcl_cuda_device_count() {
  return guarded<int32_t>(0, [&] { return static_cast<int32_t>(torch::cuda::device_count()); });
}

LMMCL_API int32_t lmmcl_cuda_is_cudnn_available() {
  return guarded<int32_t>(0, [&] { return torch::cuda::cudnn_is_available() ? 1 : 0; });
}

LMMCL_API int32_t lmmcl_cuda_synchronize(int64_t index) {
  return guarded<int32_t>(-1, [&] {
    torch::cuda::synchronize(index);
    return 0;
  });
}

LMMCL_API const char* lmmcl_libtorch_version() {
  return TORCH_VERSION;
}
