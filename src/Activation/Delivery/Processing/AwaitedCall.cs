namespace Activation.Delivery.Processing;

/// <summary>A call that the platform has taken and works on after its answer.</summary>
/// <param name="Receipt">By what the platform is asked, see <see cref="Destinations.SendResult.Receipt"/>.</param>
/// <param name="Rows">That it took.</param>
/// <param name="Refused">Rows that its answer refused.</param>
/// <param name="NextAt">When it is asked next.</param>
public sealed record AwaitedCall(string Receipt, int Rows, int Refused, DateTimeOffset NextAt)
{
    /// <summary>Times that the platform has said that it is not done.</summary>
    public int Asked { get; init; }

    /// <summary>Before it is due: at once, and then so often as a platform is asked that could not be.</summary>
    internal bool MayBeAskedEarly(DateTimeOffset now) => Asked == 0 || NextAt - ProcessingPace.Wait(Asked) + ProcessingPace.Again <= now;
}
