using LmmCl.Events;
using LmmCl.Training.State;

namespace LmmCl.Training;

/// <summary>Observes the training of a stage. Called on the training thread, so implementations must return quickly.</summary>
public interface ITrainingListener
{
    /// <summary>Called when the method has selected the trained parameters, before training.</summary>
    void Selected(IReadOnlyList<RoleCount> roles)
    {
    }

    /// <summary>Called when a saved state has been restored, before the first step.</summary>
    void Resumed(SavedState state)
    {
    }

    /// <summary>Called after every optimiser step.</summary>
    void StepTaken(TrainingProgress progress)
    {
    }

    /// <summary>Called after every measurement on the stage's validation data.</summary>
    void Validated(ValidationMeasured measured)
    {
    }

    /// <summary>Called when a resumable state has been written to disk.</summary>
    void StateSaved(SavedState state)
    {
    }
}
