// Calls any ATen operator by schema name through libtorch's dispatcher.
#include "abi.h"

#include <ATen/ScalarOps.h>
#include <ATen/core/Generator.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/ivalue.h>
#include <ATen/core/jit_type.h>
#include <ATen/core/stack.h>

#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace lmmcl {
namespace {

using c10::IValue;
using c10::TypeKind;

// What an argument of a schema takes, worked out once per operator.
enum class Expects { Tensor, Int, Double, Bool, Scalar, IntList, DoubleList, BoolList, TensorList, OptionalTensorList, String, Device, Generator };

struct Operator {
  c10::OperatorHandle handle;
  std::vector<Expects> expects;
  std::vector<IValue> defaults;
  std::vector<bool> required;
};

Expects expectation_of(const c10::TypePtr& type) {
  switch (type->kind()) {
    case TypeKind::OptionalType:
      return expectation_of(type->castRaw<c10::OptionalType>()->getElementType());
    case TypeKind::TensorType:
      return Expects::Tensor;
    case TypeKind::FloatType:
      return Expects::Double;
    case TypeKind::BoolType:
      return Expects::Bool;
    case TypeKind::NumberType:
      return Expects::Scalar;
    case TypeKind::StringType:
      return Expects::String;
    case TypeKind::DeviceObjType:
      return Expects::Device;
    case TypeKind::GeneratorType:
      return Expects::Generator;
    case TypeKind::ListType: {
      auto element = type->castRaw<c10::ListType>()->getElementType();
      switch (element->kind()) {
        case TypeKind::TensorType:
          return Expects::TensorList;
        case TypeKind::OptionalType:
          return Expects::OptionalTensorList;
        case TypeKind::FloatType:
          return Expects::DoubleList;
        case TypeKind::BoolType:
          return Expects::BoolList;
        default:
          return Expects::IntList;
      }
    }
    default:
      // int, SymInt, and the enumerations (dtype, layout, memory format) that travel as int.
      return Expects::Int;
  }
}

std::vector<int64_t> integers(const Value& value) {
  if (value.tag == Int) {
    return {value.integer};
  }
  auto first = static_cast<const int64_t*>(value.pointer);
  return std::vector<int64_t>(first, first + value.count);
}

IValue list_of_tensors(const Value& value, bool optional) {
  auto pointers = static_cast<TensorPointer const*>(value.pointer);
  if (optional) {
    c10::List<Optional<at::Tensor>> list;
    list.reserve(value.count);
    for (int32_t i = 0; i < value.count; i++) {
      list.push_back(pointers[i] == nullptr ? Optional<at::Tensor>() : Optional<at::Tensor>(borrow(pointers[i])));
    }
    return list;
  }
  c10::List<at::Tensor> list;
  list.reserve(value.count);
  for (int32_t i = 0; i < value.count; i++) {
    list.push_back(borrow(pointers[i]));
  }
  return list;
}

IValue number(const Value& value) {
  return value.tag == Double ? IValue(value.real) : value.tag == Bool ? IValue(value.integer != 0) : IValue(value.integer);
}

// A number where a tensor is expected does not take part in type promotion, as in Python's `x * 2.0`.
IValue wrapped_number(const Value& value) {
  auto tensor = c10::scalar_to_tensor(number(value).toScalar());
  tensor.unsafeGetTensorImpl()->set_wrapped_number(true);
  return tensor;
}

IValue as_ivalue(const Value& value, Expects expects) {
  if (value.tag == None) {
    return IValue();
  }
  switch (expects) {
    case Expects::Tensor:
      return value.tag == TensorTag
          ? IValue(borrow(static_cast<TensorPointer>(value.pointer)))
          : wrapped_number(value);
    case Expects::Double:
      return value.tag == Double ? IValue(value.real) : IValue(static_cast<double>(value.integer));
    case Expects::Bool:
      return IValue(value.integer != 0);
    case Expects::Int:
      return value.tag == Double ? IValue(static_cast<int64_t>(value.real)) : IValue(value.integer);
    case Expects::Scalar:
      return number(value);
    case Expects::String:
      return IValue(std::string(static_cast<const char*>(value.pointer), value.count));
    case Expects::Device:
      return IValue(c10::Device(static_cast<c10::DeviceType>(value.count), static_cast<c10::DeviceIndex>(value.integer)));
    case Expects::Generator: {
      auto pointer = static_cast<c10::GeneratorImpl*>(value.pointer);
      return IValue(at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(pointer)));
    }
    case Expects::IntList:
      return IValue(integers(value));
    case Expects::DoubleList: {
      if (value.tag == Double) {
        return IValue(std::vector<double>{value.real});
      }
      auto first = static_cast<const double*>(value.pointer);
      return IValue(std::vector<double>(first, first + value.count));
    }
    case Expects::BoolList: {
      c10::List<bool> list;
      for (auto flag : integers(value)) {
        list.push_back(flag != 0);
      }
      return list;
    }
    case Expects::TensorList:
      return list_of_tensors(value, false);
    default:
      return list_of_tensors(value, true);
  }
}

Value as_value(IValue result) {
  Value value{None, 0, {0}};
  if (result.isTensor()) {
    value.pointer = release(std::move(result).toTensor());
    value.tag = value.pointer == nullptr ? None : TensorTag;
  } else if (result.isDouble()) {
    value.tag = Double;
    value.real = result.toDouble();
  } else if (result.isBool()) {
    value.tag = Bool;
    value.integer = result.toBool() ? 1 : 0;
  } else if (result.isInt()) {
    value.tag = Int;
    value.integer = result.toInt();
  } else if (result.isTensorList()) {
    auto tensors = result.toTensorVector();
    auto pointers = static_cast<TensorPointer*>(std::malloc(sizeof(TensorPointer) * std::max<size_t>(tensors.size(), 1)));
    value.tag = TensorList;
    value.count = static_cast<int32_t>(tensors.size());
    value.pointer = pointers;
    for (auto& tensor : tensors) {
      *pointers++ = release(std::move(tensor));
    }
  } else {
    TORCH_CHECK(result.isNone(), "a result of type ", result.tagKind(), " cannot be handed over");
  }
  return value;
}

// One stack per thread is kept for the next call; a nested call finds none and makes its own.
thread_local torch::jit::Stack spare;

}  // namespace
}  // namespace lmmcl

using namespace lmmcl;

// Finds "aten::add" with overload "Tensor". Null, with an error text, where this libtorch has no such operator.
LMMCL_API void* lmmcl_operator(const char* name, const char* overload) {
  return guarded<void*>(nullptr, [&]() -> void* {
    auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
    TORCH_CHECK(handle.has_value(), "this libtorch has no such operator");
    auto found = new Operator{*handle, {}, {}, {}};
    for (const auto& argument : handle->schema().arguments()) {
      found->expects.push_back(expectation_of(argument.type()));
      found->defaults.push_back(argument.default_value().value_or(IValue()));
      found->required.push_back(!argument.default_value().has_value() && argument.type()->kind() != TypeKind::OptionalType);
    }
    return found;
  });
}

// Calls the operator; arguments that are not given take the schema's defaults. Returns the number of results, or -1.
// Of the results, the first `capacity` are handed over (a null `results` drops them).
LMMCL_API int32_t lmmcl_call(void* target, const Value* arguments, int32_t count, Value* results, int32_t capacity) {
  return guarded<int32_t>(-1, [&]() -> int32_t {
    auto& callee = *static_cast<Operator*>(target);
    auto total = static_cast<int32_t>(callee.expects.size());
    TORCH_CHECK(count <= total, "takes ", total, " arguments, ", count, " were given");
    torch::jit::Stack stack = std::move(spare);
    stack.clear();
    stack.reserve(16);
    for (int32_t i = 0; i < count; i++) {
      stack.push_back(as_ivalue(arguments[i], callee.expects[i]));
    }
    for (int32_t i = count; i < total; i++) {
      TORCH_CHECK(!callee.required[i], "argument '", callee.handle.schema().arguments()[i].name(), "' is missing");
      stack.push_back(callee.defaults[i]);
    }
    callee.handle.callBoxed(stack);
    auto returned = static_cast<int32_t>(stack.size());
    if (results != nullptr) {
      for (int32_t i = 0; i < std::min(returned, capacity); i++) {
        results[i] = as_value(std::move(stack[i]));
      }
    }
    stack.clear();
    spare = std::move(stack);
    return returned;
  });
}

LMMCL_API void lmmcl_free(void* memory) {
  std::free(memory);
}
