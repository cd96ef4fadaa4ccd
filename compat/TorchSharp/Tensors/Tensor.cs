using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Owns one reference to a tensor of libtorch; the finalizer gives it back where Dispose was not called.</summary>
    public partial class Tensor : IDisposable
    {
        private static long totalCount;
        private static long peakCount;

        private nint handle;

        internal Tensor(nint handle, bool register = true)
        {
            this.handle = handle;
            var live = Interlocked.Increment(ref totalCount);
            if (live > peakCount)
            {
                peakCount = live;
            }

            if (register)
            {
                DisposeScopeManager.ThreadSingleton.Register(this);
            }
        }

        ~Tensor() => Dispose(false);

        /// <summary>Tensors of the process that are not freed yet.</summary>
        public static long TotalCount => totalCount;

        /// <summary>The most that were ever alive at once.</summary>
        public static long PeakCount => peakCount;

        /// <summary>The native tensor.</summary>
        /// <exception cref="InvalidOperationException">The tensor was disposed.</exception>
        public IntPtr Handle =>
            handle != 0 ? handle : throw new InvalidOperationException("Tensor invalid -- empty handle: it was disposed.");

        public bool IsInvalid => handle == 0;

        public string? name { get; set; }

        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>Place in the list of its dispose scope.</summary>
        internal int ScopeIndex { get; set; } = -1;

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is { } owner)
            {
                owner.MoveToOther(other, this);
            }
            else
            {
                other?.Attach(this);
            }

            return this;
        }

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        public override int GetHashCode() => base.GetHashCode();

        public override string ToString() => Describe();

        protected virtual void Dispose(bool disposing)
        {
            if (handle == 0)
            {
                return;
            }

            if (disposing)
            {
                DisposeScopeManager.ThreadSingleton.Disposing(this);
            }

            Interlocked.Decrement(ref totalCount);
            NativeMethods.lmmcl_tensor_release(handle);
            handle = 0;
        }

        /// <summary>Shape, dtype and device, as upstream's short form shows them.</summary>
        internal string Describe()
        {
            if (handle == 0)
            {
                return "disposed tensor";
            }

            var element = dtype.ToString();
            return $"[{(dim() == 0 ? string.Empty : string.Join("x", shape))}], type = {element}, device = {device}";
        }

        /// <summary>Gives up its own native tensor for that of <paramref name="other"/>, which is freed.</summary>
        internal void Become(Tensor other)
        {
            if (other.Handle == Handle)
            {
                return;
            }

            var shared = other.Share();
            NativeMethods.lmmcl_tensor_release(handle);
            handle = shared;
            other.Dispose();
        }

        /// <summary>A second owner of the same native tensor.</summary>
        internal nint Share()
        {
            var shared = NativeMethods.lmmcl_tensor_share(Handle);
            GC.KeepAlive(this);
            return shared;
        }
    }
}
