using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    public static long seed() => random.seed();

    public static long initial_seed() => random.initial_seed();

    public static Tensor get_rng_state() => random.get_rng_state();

    public static void set_rng_state(Tensor new_state) => random.set_rng_state(new_state);

    public static class random
    {
        public static Generator manual_seed(long seed)
        {
            NativeMethods.Check(NativeMethods.lmmcl_manual_seed((ulong)seed), nameof(manual_seed));
            return Generator.Default;
        }

        public static long seed() => Generator.Default.seed();

        public static long initial_seed() => Generator.Default.initial_seed();

        public static Tensor get_rng_state() => Generator.Default.get_state();

        public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);
    }

    /// <summary>A stream of random numbers of its own.</summary>
    public class Generator : IDisposable
    {
        private nint handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            handle = NativeMethods.Check(
                NativeMethods.lmmcl_generator(seed, (int)this.device.type, this.device.index), nameof(Generator));
        }

        private Generator(nint handle) => (this.handle, device) = (handle, CPU);

        ~Generator() => Release();

        public static Generator Default => new(NativeMethods.Check(NativeMethods.lmmcl_default_generator(), nameof(Default)));

        public IntPtr Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Generator));

        public Device device { get; private set; }

        public Tensor get_state() => new(NativeMethods.Check(NativeMethods.lmmcl_generator_state(Handle), nameof(get_state)));

        public void set_state(Tensor value) =>
            NativeMethods.Check(NativeMethods.lmmcl_generator_set_state(Handle, value.Handle), nameof(set_state));

        public Generator manual_seed(long seed)
        {
            NativeMethods.Check(NativeMethods.lmmcl_generator_set_seed(Handle, (ulong)seed), nameof(manual_seed));
            return this;
        }

        public long seed() => (long)NativeMethods.lmmcl_generator_reseed(Handle);

        public long initial_seed() => (long)NativeMethods.lmmcl_generator_seed(Handle);

        public void Dispose()
        {
            Release();
            GC.SuppressFinalize(this);
        }

        private void Release()
        {
            if (handle != 0)
            {
                NativeMethods.lmmcl_generator_release(handle);
                handle = 0;
            }
        }
    }
}
