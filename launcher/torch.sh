# Chooses the libtorch to restore: the one for the CPU or the one for NVIDIA GPUs. Directory.Build.props reads the choice from .build/torch.
torch_record=$root/.build/torch
torch_package=TorchSharp-cuda-linux
other_torch="point LMMCL_LIBTORCH at a folder with libtorch 2.10 for CUDA (torch/lib of a Python installation, for one)"

# choose_torch: as LMMCL_TORCH says, else as chosen before, else by what the machine and the package feed have.
choose_torch() {
    case "${LMMCL_TORCH:-}" in
        cpu)
            record_torch cpu "LMMCL_TORCH"
            ;;
        cuda)
            [ "$(chosen_torch)" = cuda ] && return
            has_cuda_package || fail "LMMCL_TORCH is cuda, but $(cuda_refusal) Unset it to run on the CPU, or $other_torch."
            record_torch cuda "LMMCL_TORCH"
            ;;
        '')
            [ -f "$torch_record" ] || [ -n "${LMMCL_LIBTORCH:-}" ] || detect_torch
            ;;
        *)
            fail "LMMCL_TORCH is '$LMMCL_TORCH'. Set it to cpu or cuda, or unset it."
            ;;
    esac
}

detect_torch() {
    if ! has_nvidia_driver; then
        record_torch cpu "no NVIDIA driver here"
    elif has_cuda_package; then
        record_torch cuda "an NVIDIA driver is here"
    else
        record_torch cpu "an NVIDIA driver is here, but $(cuda_refusal) To use the GPU, $other_torch, or try again with LMMCL_TORCH=cuda"
    fi
}

# record_torch CHOICE REASON
record_torch() {
    [ "$(chosen_torch)" = "$1" ] && [ -f "$torch_record" ] && return
    printf '%s\n' "$1" >"$torch_record"
    say "libtorch for $([ "$1" = cuda ] && echo "NVIDIA GPUs" || echo "the CPU"): $2"
}

chosen_torch() { cat "$torch_record" 2>/dev/null || echo cpu; }

has_nvidia_driver() { [ -r /proc/driver/nvidia/version ] || nvidia-smi -L >/dev/null 2>&1; }

# The feed is asked by restoring what would be built: it has the package, then, or says that it has not.
cuda_log=$root/.build/logs/restore-cuda.log
has_cuda_package() {
    mkdir -p "$(dirname "$cuda_log")"
    say "asking the package feed for $torch_package (several GB if it has it)"
    dotnet restore "$root/src/Host" -p:LmmClTorch=cuda -nologo -v quiet >"$cuda_log" 2>&1
}

cuda_refusal() {
    if grep -qE "NU110[123].*$torch_package" "$cuda_log"; then
        printf 'the package feed has no %s.' "$torch_package"
    else
        printf '%s could not be restored (the whole output is in %s).' "$torch_package" "$cuda_log"
    fi
}
