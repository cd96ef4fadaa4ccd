using System.Collections;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Parameters in a row, registered under their places.</summary>
    public class ParameterList : nn.Module, IList<Parameter>
    {
        private readonly List<Parameter> list = [];

        public ParameterList(params Parameter[] parameters)
            : base(nameof(ParameterList)) => list.AddRange(parameters);

        public int Count => list.Count;

        public bool IsReadOnly => false;

        public Parameter this[int index]
        {
            get => list[index];
            set => list[index] = value;
        }

        public void Add(Parameter item) => list.Add(item);

        public void append(params Parameter[] parameters) => list.AddRange(parameters);

        public void extend(IEnumerable<Parameter> parameters) => list.AddRange(parameters);

        public void Insert(int index, Parameter item) => list.Insert(index, item);

        public bool Remove(Parameter item) => list.Remove(item);

        public void RemoveAt(int index) => list.RemoveAt(index);

        public void Clear() => list.Clear();

        public bool Contains(Parameter item) => list.Contains(item);

        public void CopyTo(Parameter[] array, int arrayIndex) => list.CopyTo(array, arrayIndex);

        public int IndexOf(Parameter item) => list.IndexOf(item);

        public IEnumerator<Parameter> GetEnumerator() => list.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <summary>Registers the items under their places: "0", "1", ...</summary>
        protected override void RegisterComponents()
        {
            for (var i = 0; i < list.Count; i++)
            {
                ConditionallyRegisterParameter($"{i}", list[i]);
            }
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ParameterList ParameterList(params Parameter[] parameters) => new(parameters);
        }
    }
}
