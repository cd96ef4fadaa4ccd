using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Parameters with their dotted names. One that appears under two names is given under the first.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<IntPtr>();
                foreach (var (own, parameter) in ownParameters)
                {
                    if (!parameter.IsInvalid && seen.Add(parameter.Handle))
                    {
                        yield return (own, parameter);
                    }
                }

                foreach (var (part, module) in recurse ? parts : [])
                {
                    foreach (var (inner, parameter) in module.named_parameters(true))
                    {
                        if (seen.Add(parameter.Handle))
                        {
                            yield return ($"{part}.{inner}", parameter);
                        }
                    }
                }
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(named => named.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                foreach (var (own, (tensor, persistent)) in ownBuffers)
                {
                    if (persistent || include_nonpersistent)
                    {
                        yield return (own, tensor);
                    }
                }

                foreach (var (part, module) in recurse ? parts : [])
                {
                    foreach (var (inner, tensor) in module.named_buffers(true, include_nonpersistent))
                    {
                        yield return ($"{part}.{inner}", tensor);
                    }
                }
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(named => named.buffer);

            public virtual IEnumerable<(string name, Module module)> named_children() => parts.Select(part => (part.Key, part.Value));

            public virtual IEnumerable<Module> children() => parts.Values;

            /// <summary>Children first, then theirs.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var (part, module) in parts)
                {
                    yield return (part, module);
                }

                foreach (var (part, module) in parts)
                {
                    foreach (var (inner, descendant) in module.named_modules())
                    {
                        yield return ($"{part}.{inner}", descendant);
                    }
                }
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(named => named.module);

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            public virtual Parameter? get_parameter(string target) =>
                named_parameters().FirstOrDefault(named => named.name == target).parameter;

            public virtual Tensor? get_buffer(string target) => named_buffers().FirstOrDefault(named => named.name == target).buffer;

            /// <summary>Parameters and persistent buffers by name. A tied parameter appears under each of its names.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                string Key(string own) => string.IsNullOrEmpty(prefix) ? own : $"{prefix}.{own}";
                foreach (var (own, parameter) in named_parameters())
                {
                    destination.TryAdd(Key(own), parameter);
                }

                foreach (var (own, buffer) in named_buffers(include_nonpersistent: false))
                {
                    destination.TryAdd(Key(own), buffer);
                }

                foreach (var (part, module) in parts)
                {
                    module.state_dict(destination, Key(part));
                }

                return destination;
            }

            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var destination = state_dict();
                bool Wanted(string key) => skip is null || !skip.Contains(key);
                var missing = destination.Keys.Where(key => Wanted(key) && !source.ContainsKey(key)).ToList();
                var unexpected = source.Keys.Where(key => Wanted(key) && !destination.ContainsKey(key)).ToList();
                if (strict && missing.Count + unexpected.Count > 0)
                {
                    throw new InvalidOperationException("The loaded state_dict is not identical to the target dictionary.");
                }

                using var untracked = no_grad();
                foreach (var (key, tensor) in source)
                {
                    if (Wanted(key) && destination.TryGetValue(key, out var target))
                    {
                        target.copy_(tensor);
                    }
                }

                return (missing, unexpected);
            }
        }
    }
}
