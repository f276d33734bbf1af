namespace Activation.Segments.Sql;

/// <summary>The columns of what an event node has found.</summary>
/// <param name="Value">Of the measure; null: it is missing for everyone.</param>
/// <param name="Count">Of the events that count.</param>
/// <param name="Newest">The time of the newest of them.</param>
/// <param name="Sources">The names of their sources, sorted.</param>
internal sealed record EventFacts(string? Value, string Count, string Newest, string Sources);
