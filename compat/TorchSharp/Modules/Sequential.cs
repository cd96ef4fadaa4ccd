using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Modules run one after another, registered under their names or places.</summary>
    public class Sequential : nn.Module<Tensor, Tensor>
    {
        private readonly List<nn.IModule<Tensor, Tensor>> steps = [];

        internal protected Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules)
            : base(nameof(Sequential))
        {
            foreach (var (name, module) in modules)
            {
                append(name, module);
            }
        }

        protected Sequential(params nn.Module<Tensor, Tensor>[] modules)
            : this([.. modules.Select((module, place) => ($"{place}", module))])
        {
        }

        public int Count => steps.Count;

        public nn.IModule<Tensor, Tensor> this[int index] => steps[index];

        public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
        {
            register_module(name, (nn.Module)module);
            steps.Add(module);
            return this;
        }

        public Sequential append(nn.IModule<Tensor, Tensor> module) => append($"{steps.Count}", module);

        public override Tensor forward(Tensor tensor)
        {
            using var scope = NewDisposeScope();
            var current = steps.Count == 0 ? tensor.alias() : tensor;
            foreach (var step in steps)
            {
                current = step.call(current);
            }

            return current.MoveToOuterDisposeScope();
        }

        protected override void RegisterComponents()
        {
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Sequential Sequential() => new(Array.Empty<(string, Module<Tensor, Tensor>)>());

            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);

            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) =>
                new([.. modules.Select((module, place) => ($"{place}", module))]);

            public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => Sequential(modules.ToArray());
        }
    }
}
