namespace TorchSharp;

/// <summary>Frees what was made on its thread while it was the innermost scope, but for what was moved out of it.</summary>
public sealed class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager manager;

    // A tensor knows its place in the list, so that leaving costs the same however many there are. Places that were left are null.
    private readonly List<IDisposable?> held = [];

    internal DisposeScope(DisposeScopeManager manager, DisposeScope? outer) => (this.manager, OuterScope) = (manager, outer);

    internal DisposeScope? OuterScope { get; set; }

    public IReadOnlyList<IDisposable> DisposablesView => [.. held.OfType<IDisposable>()];

    public int DisposablesCount => held.Count(item => item is not null);

    public T MoveToOuter<T>(T disposable)
        where T : IDisposable => MoveToOther(OuterScope, disposable);

    public (T1 First, T2 Second) MoveToOuter<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable => (MoveToOuter(first), MoveToOuter(second));

    public (T1 First, T2 Second, T3 Third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable => (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOther(OuterScope, disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(OuterScope, disposables);

    public T MoveToOther<T>(DisposeScope? scope, T disposable)
        where T : IDisposable
    {
        if (LetGo(disposable))
        {
            if (scope is null)
            {
                manager.StatisticsInstance.TensorStatistics.DetachedFromScopeCount++;
            }
            else
            {
                scope.Hold(disposable);
            }
        }

        return disposable;
    }

    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) =>
        MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables)
        {
            MoveToOther(scope, disposable);
        }
    }

    public T Detach<T>(T disposable)
        where T : IDisposable => MoveToOther(null, disposable);

    public (T1 First, T2 Second) Detach<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable => (Detach(first), Detach(second));

    public void Detach(params IDisposable[] disposables) => MoveToOther(null, (IEnumerable<IDisposable>)disposables);

    public void Detach(IEnumerable<IDisposable> disposables) => MoveToOther(null, disposables);

    public void Attach(IDisposable disposable)
    {
        if (disposable is torch.Tensor { OwningDisposeScope: { } owner })
        {
            owner.MoveToOther(this, disposable);
            return;
        }

        manager.StatisticsInstance.TensorStatistics.AttachedToScopeCount++;
        Hold(disposable);
    }

    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        IDisposable[] attached = [.. disposables];
        foreach (var disposable in attached)
        {
            Attach(disposable);
        }

        return attached;
    }

    public void DisposeEverything() => DisposeEverythingBut([]);

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var keep = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        IDisposable?[] everything = [.. held];
        held.Clear();
        foreach (var item in everything)
        {
            if (item is null)
            {
                continue;
            }

            if (keep.Contains(item))
            {
                Hold(item);
                continue;
            }

            if (item is torch.Tensor tensor)
            {
                tensor.ScopeIndex = -1;
            }

            item.Dispose();
        }
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public T DisposeEverythingBut<T>(T keep)
        where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    public void MarkAsDisposed(IDisposable disposable) => LetGo(disposable);

    public bool Contains(IDisposable disposable) => held.Any(item => ReferenceEquals(item, disposable));

    public void Dispose()
    {
        DisposeEverything();
        manager.Remove(this);
    }

    internal void Hold(IDisposable disposable)
    {
        if (disposable is torch.Tensor tensor)
        {
            (tensor.OwningDisposeScope, tensor.ScopeIndex) = (this, held.Count);
        }

        held.Add(disposable);
    }

    internal bool LetGo(IDisposable disposable)
    {
        var index = disposable is torch.Tensor owned
            ? owned.OwningDisposeScope == this ? owned.ScopeIndex : -1
            : held.FindIndex(item => ReferenceEquals(item, disposable));
        if (disposable is torch.Tensor tensor && tensor.OwningDisposeScope == this)
        {
            (tensor.OwningDisposeScope, tensor.ScopeIndex) = (null, -1);
        }

        if (index < 0)
        {
            return false;
        }

        if (index == held.Count - 1)
        {
            held.RemoveAt(index);
        }
        else
        {
            held[index] = null;
        }

        return true;
    }
}
