// A node of the autograd graph whose backward runs on the managed side.
#include "abi.h"

#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/saved_variable.h>

#include <memory>
#include <stdexcept>
#include <unordered_set>
#include <vector>

using namespace lmmcl;

namespace {

// Fills one gradient (or null) per input. Not zero: the managed side threw and has left its text in `error`.
using Backward = int32_t (*)(int64_t token, TensorPointer const* gradients, int32_t gradient_count, TensorPointer* inputs, int32_t input_count, const char** error);
using Release = void (*)(int64_t token);

struct ManagedNode : torch::autograd::Node {
  int64_t token = 0;
  Backward on_backward = nullptr;
  Release on_release = nullptr;
  std::string label;
  std::vector<torch::autograd::SavedVariable> saved;
  int32_t input_count = 0;

  std::string name() const override {
    return label;
  }

  void release_variables() override {
    saved.clear();
  }

  torch::autograd::variable_list apply(torch::autograd::variable_list&& gradients) override {
    std::vector<TensorPointer> given;
    for (auto& gradient : gradients) {
      given.push_back(release(std::move(gradient)));
    }
    std::vector<TensorPointer> computed(input_count, nullptr);
    const char* error = nullptr;
    auto failed = on_backward(token, given.data(), given.size(), computed.data(), input_count, &error);
    torch::autograd::variable_list results;
    for (auto pointer : computed) {
      auto tensor = borrow(pointer);
      if (pointer != nullptr) {
        c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(pointer);
      }
      results.push_back(std::move(tensor));
    }
    if (failed != 0) {
      throw std::runtime_error(error == nullptr ? "backward failed" : error);
    }
    return results;
  }

  ~ManagedNode() override {
    on_release(token);
  }
};

// What the graph holds its nodes by: shared_ptr up to 2.11, intrusive_ptr after.
using NodePointer = decltype(torch::autograd::Edge::function);

template <typename Pointer>
struct Ownership;

template <typename T>
struct Ownership<std::shared_ptr<T>> {
  static std::shared_ptr<T> of_new(T* node) {
    return std::shared_ptr<T>(node, [](T* last) { deleteNode(last); });
  }
  static std::shared_ptr<T> share(T& node) {
    return node.shared_from_this();
  }
};

template <typename T>
struct Ownership<c10::intrusive_ptr<T>> {
  static c10::intrusive_ptr<T> of_new(T* node) {
    return c10::intrusive_ptr<T>::unsafe_steal_from_new(node);
  }
  static c10::intrusive_ptr<T> share(T& node) {
    return c10::intrusive_ptr<T>::unsafe_reclaim_from_nonowning(&node);
  }
};

ManagedNode& managed(void* pointer) {
  return static_cast<ManagedNode&>(**static_cast<NodePointer*>(pointer));
}

}  // namespace

// Makes a node whose edges lead to the inputs; null without an error when none of them needs a gradient.
LMMCL_API void* lmmcl_node(
    const char* label, int64_t token, Backward on_backward, Release on_release, TensorPointer const* inputs, int32_t count) {
  return guarded<void*>(nullptr, [&]() -> void* {
    torch::autograd::variable_list variables;
    for (int32_t i = 0; i < count; i++) {
      variables.push_back(borrow(inputs[i]));
    }
    auto node = new ManagedNode();
    auto owner = Ownership<NodePointer>::of_new(node);
    node->label = label;
    node->token = token;
    node->on_backward = on_backward;
    node->on_release = on_release;
    node->input_count = count;
    node->set_next_edges(torch::autograd::collect_next_edges(variables));
    return new NodePointer(std::move(owner));
  });
}

// Drops the managed side's share of the node; the graph may hold another.
LMMCL_API void lmmcl_node_release(void* node) {
  delete static_cast<NodePointer*>(node);
}

// Makes the outputs depend on the node. An output that is an input, or has a history already, is replaced by a fresh alias.
LMMCL_API int32_t lmmcl_node_attach(void* node, TensorPointer* outputs, const int32_t* differentiable, int32_t count) {
  return guarded<int32_t>(-1, [&] {
    auto& owner = *static_cast<NodePointer*>(node);
    for (int32_t i = 0; i < count; i++) {
      auto output = borrow(outputs[i]).detach();
      if (differentiable[i] != 0) {
        torch::autograd::set_history(output, owner);
      } else {
        owner->add_input_metadata(torch::autograd::Node::undefined_input());
      }
      outputs[i] = release(std::move(output));
    }
    return 0;
  });
}

LMMCL_API int32_t lmmcl_node_save(void* node, TensorPointer const* tensors, const int32_t* is_output, int32_t count) {
  return guarded<int32_t>(-1, [&] {
    for (int32_t i = 0; i < count; i++) {
      managed(node).saved.emplace_back(borrow(tensors[i]), is_output[i] != 0);
    }
    return 0;
  });
}

// `weak` is the node's plain address, valid as long as the graph holds the node.
LMMCL_API void* lmmcl_node_address(void* node) {
  return &managed(node);
}

LMMCL_API int32_t lmmcl_node_saved(void* weak, TensorPointer* tensors) {
  return guarded<int32_t>(-1, [&] {
    auto& node = *static_cast<ManagedNode*>(weak);
    for (size_t i = 0; i < node.saved.size(); i++) {
      tensors[i] = release(node.saved[i].unpack(Ownership<NodePointer>::share(node)));
    }
    return static_cast<int32_t>(node.saved.size());
  });
}

LMMCL_API int32_t lmmcl_node_saved_count(void* weak) {
  return static_cast<int32_t>(static_cast<ManagedNode*>(weak)->saved.size());
}
