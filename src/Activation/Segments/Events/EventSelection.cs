namespace Activation.Segments.Events;

/// <summary>Which events are meant.</summary>
/// <param name="Names">Any of these, compared exactly; empty: every event (`"*"`).</param>
/// <param name="Where">All of which have to hold.</param>
/// <param name="Path">Of the object that has `event`.</param>
public sealed record EventSelection(IReadOnlyList<string> Names, IReadOnlyList<PropertyCondition> Where, string Path);
