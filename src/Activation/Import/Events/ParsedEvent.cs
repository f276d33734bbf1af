namespace Activation.Import.Events;

/// <summary>What a row says beside who did it and with which properties.</summary>
/// <param name="At">UTC, to the millisecond.</param>
/// <param name="Id">Of the source and the id that the row gives; without one, of what the row says.</param>
internal sealed record ParsedEvent(string Name, DateTime At, Guid Id)
{
    public DateOnly Day => DateOnly.FromDateTime(At);
}
