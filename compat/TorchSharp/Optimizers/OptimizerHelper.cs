using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What the optimizers share: groups of parameters, their states, and saving and restoring them.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private readonly Dictionary<Parameter, OptimizerState> states = new(ReferenceEqualityComparer.Instance);
    private readonly List<ParamGroup> groups = [];

    public override IEnumerable<optim.ILearningRateController> ParamGroups => groups;

    /// <summary>The options and states themselves, not copies.</summary>
    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (var group in groups)
        {
            dictionary.Options.Add(group.Options);
            var places = new List<int>();
            dictionary.StateIndexRef.Add(places);
            foreach (var parameter in group.Parameters)
            {
                places.Add(dictionary.State.Count);
                dictionary.State.Add(states[parameter]);
            }
        }

        return dictionary;
    }

    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var own = this.state_dict();
        if (own.Options.Count != state_dict.Options.Count || own.State.Count != state_dict.State.Count)
        {
            throw new ArgumentException("Optimizer state dictionary has another number of groups or parameters.");
        }

        for (var i = 0; i < own.Options.Count; i++)
        {
            own.Options[i].LoadStateDict(state_dict.Options[i]);
        }

        using var untracked = no_grad();
        for (var i = 0; i < own.State.Count; i++)
        {
            own.State[i].LoadStateDict(state_dict.State[i]);
        }
    }

    public void to(Device device)
    {
        foreach (var state in states.Values)
        {
            state.to(device);
        }
    }

    /// <summary>Fills the gradients with zeros; they stay where they are.</summary>
    public override void zero_grad()
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var gradients = parameters().Select(parameter => parameter.grad).OfType<Tensor>().ToArray();
        if (gradients.Length > 0)
        {
            Aten._foreach_zero_.Run(gradients);
        }
    }

    public override IEnumerable<Parameter> parameters() => groups.SelectMany(group => group.Parameters);

    public override void add_param_group(ParamGroup param_group)
    {
        param_group.Parameters = [.. param_group.Parameters];
        param_group.Options.InitialLearningRate = param_group.LearningRate;
        foreach (var parameter in param_group.Parameters)
        {
            if (states.ContainsKey(parameter))
            {
                throw new ArgumentException("some parameters appear in more than one parameter group");
            }

            var state = NewState(parameter);
            using (no_grad())
            {
                state.Initialize(param_group.Options);
            }

            states.Add(parameter, state);
        }

        groups.Add(param_group);
    }

    private protected abstract OptimizerState NewState(Parameter parameter);

    /// <summary>Runs the closure with gradients, then updates every group without.</summary>
    private protected Tensor StepGroups<TGroup>(Action<TGroup> update, Func<Tensor>? closure)
        where TGroup : ParamGroup
    {
        Tensor? loss = null;
        if (closure is not null)
        {
            using var tracked = enable_grad();
            loss = closure();
        }

        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        foreach (var group in groups)
        {
            update((TGroup)group);
        }

        return loss!;
    }

    /// <summary>The group's parameters that have a gradient, with gradient and state.</summary>
    private protected List<(Parameter Parameter, Tensor Gradient, TState State)> WithGradients<TState>(ParamGroup group)
        where TState : OptimizerState
    {
        var found = new List<(Parameter, Tensor, TState)>();
        foreach (var parameter in group.Parameters)
        {
            if (parameter.grad is { } gradient)
            {
                found.Add((parameter, gradient, (TState)states[parameter]));
            }
        }

        return found;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var state in states.Values.OfType<IDisposable>())
            {
                state.Dispose();
            }

            states.Clear();
        }

        base.Dispose(disposing);
    }
}
