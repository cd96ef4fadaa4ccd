// What the dispatcher does not offer about a tensor: its storage, its shape, its lifetime.
#include "abi.h"

#include <c10/core/Storage.h>

using namespace lmmcl;

LMMCL_API void lmmcl_tensor_release(TensorPointer tensor) {
  c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(tensor);
}

// A second owner of the same tensor.
LMMCL_API TensorPointer lmmcl_tensor_share(TensorPointer tensor) {
  return release(borrow(tensor));
}

LMMCL_API int64_t lmmcl_tensor_dim(TensorPointer tensor) {
  return guarded<int64_t>(-1, [&] { return tensor->dim(); });
}

LMMCL_API int64_t lmmcl_tensor_numel(TensorPointer tensor) {
  return guarded<int64_t>(-1, [&] { return tensor->numel(); });
}

LMMCL_API int32_t lmmcl_tensor_dtype(TensorPointer tensor) {
  return guarded<int32_t>(-1, [&] { return static_cast<int32_t>(c10::typeMetaToScalarType(tensor->dtype())); });
}

LMMCL_API int64_t lmmcl_tensor_element_size(TensorPointer tensor) {
  return guarded<int64_t>(-1, [&] { return static_cast<int64_t>(tensor->itemsize()); });
}

// Device type in the low half, index in the high half.
LMMCL_API int64_t lmmcl_tensor_device(TensorPointer tensor) {
  return guarded<int64_t>(-1, [&] {
    auto device = tensor->device();
    return static_cast<int64_t>(device.type()) | (static_cast<int64_t>(device.index()) << 32);
  });
}

// Sizes, and strides where asked for; both arrays hold at least dim() elements.
LMMCL_API void lmmcl_tensor_shape(TensorPointer tensor, int64_t* sizes, int64_t* strides) {
  guarded<int>(0, [&] {
    for (int64_t i = 0; i < tensor->dim(); i++) {
      if (sizes != nullptr) {
        sizes[i] = tensor->sizes()[i];
      }
      if (strides != nullptr) {
        strides[i] = tensor->strides()[i];
      }
    }
    return 0;
  });
}

LMMCL_API int32_t lmmcl_tensor_is_contiguous(TensorPointer tensor) {
  return guarded<int32_t>(-1, [&] { return tensor->is_contiguous() ? 1 : 0; });
}

LMMCL_API int64_t lmmcl_tensor_storage_offset(TensorPointer tensor) {
  return guarded<int64_t>(-1, [&] { return tensor->storage_offset(); });
}

LMMCL_API void* lmmcl_tensor_data(TensorPointer tensor) {
  return guarded<void*>(nullptr, [&] { return borrow(tensor).data_ptr(); });
}
