using LmmCl.Events;
using LmmCl.Training.State;

namespace LmmCl.Training;

/// <summary>Follows a stage as it trains. Called on the training thread: what takes long belongs elsewhere.</summary>
public interface ITrainingListener
{
    /// <summary>The method has chosen what trains; nothing has trained yet.</summary>
    void Selected(IReadOnlyList<RoleCount> roles)
    {
    }

    /// <summary>An optimiser step is done.</summary>
    void StepTaken(TrainingProgress progress)
    {
    }

    /// <summary>A state for a resume is safe on disk.</summary>
    void StateSaved(SavedState state)
    {
    }
}
