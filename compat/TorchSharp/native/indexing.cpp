// Python's indexing: numbers, slices, an ellipsis, new axes, masks and index tensors in one call.
#include "abi.h"

#include <ATen/TensorIndexing.h>

#include <limits>
#include <vector>

using namespace lmmcl;

namespace {

// Tags beyond those of Value; a slice points at start, stop and step, `absent` where not given.
constexpr int32_t ellipsis = 100;
constexpr int32_t slice = 101;
constexpr int64_t absent = std::numeric_limits<int64_t>::min();

using Bound = Optional<int64_t>;

Bound bound(int64_t value) {
  return value == absent ? Bound() : Bound(value);
}

std::vector<at::indexing::TensorIndex> indices_of(const Value* values, int32_t count) {
  std::vector<at::indexing::TensorIndex> indices;
  indices.reserve(count);
  for (int32_t i = 0; i < count; i++) {
    const auto& value = values[i];
    switch (value.tag) {
      case Int:
        indices.emplace_back(value.integer);
        break;
      case Bool:
        indices.emplace_back(value.integer != 0);
        break;
      case TensorTag:
        indices.emplace_back(borrow(static_cast<TensorPointer>(value.pointer)));
        break;
      case ellipsis:
        indices.emplace_back(at::indexing::Ellipsis);
        break;
      case slice: {
        auto bounds = static_cast<const int64_t*>(value.pointer);
        indices.emplace_back(at::indexing::Slice(bound(bounds[0]), bound(bounds[1]), bound(bounds[2])));
        break;
      }
      default:
        indices.emplace_back(at::indexing::None);
    }
  }
  return indices;
}

}  // namespace

LMMCL_API TensorPointer lmmcl_index(TensorPointer tensor, const Value* indices, int32_t count) {
  return guarded<TensorPointer>(nullptr, [&] { return release(borrow(tensor).index(indices_of(indices, count))); });
}

// `source` is a tensor or a number.
LMMCL_API int32_t lmmcl_index_put(TensorPointer tensor, const Value* indices, int32_t count, const Value* source) {
  return guarded<int32_t>(-1, [&] {
    auto places = indices_of(indices, count);
    auto target = borrow(tensor);
    if (source->tag == TensorTag) {
      target.index_put_(places, borrow(static_cast<TensorPointer>(source->pointer)));
    } else if (source->tag == Double) {
      target.index_put_(places, at::Scalar(source->real));
    } else {
      target.index_put_(places, at::Scalar(source->integer));
    }
    return 0;
  });
}
