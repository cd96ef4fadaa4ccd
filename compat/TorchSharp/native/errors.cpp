#include "abi.h"

#include <c10/util/Exception.h>

#include <exception>
#include <string>

namespace lmmcl {

namespace {
thread_local std::string last_error;
}

void remember_error(const char* text) noexcept {
  try {
    last_error = text;
  } catch (...) {
    last_error.clear();
  }
}

void remember_error() noexcept {
  try {
    throw;
  } catch (const c10::Error& error) {
    remember_error(error.what_without_backtrace());
  } catch (const std::exception& error) {
    remember_error(error.what());
  } catch (...) {
    remember_error("an exception of an unknown type");
  }
}

}  // namespace lmmcl

LMMCL_API const char* lmmcl_error() {
  return lmmcl::last_error.c_str();
}
