using LmmCl.Events;
using LmmCl.Training.Tests.Small;

namespace LmmCl.Training.Tests;

/// <summary>Keeps the measurements, and can end the training at one: before it is kept, as a kill does.</summary>
internal sealed class MeasurementRecorder(int? diesAt = null) : ITrainingListener
{
    public List<ValidationMeasured> Measured { get; } = [];

    public void Validated(ValidationMeasured measured)
    {
        if (measured.Step == diesAt)
        {
            throw new PowerFailure();
        }

        Measured.Add(measured);
    }
}
