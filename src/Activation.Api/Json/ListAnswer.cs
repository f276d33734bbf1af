using System.Text.Json.Serialization;

namespace Activation.Api.Json;

/// <summary>A page of a list.</summary>
/// <param name="Next">What to send as `?after=` for the next page; null on the last.</param>
internal sealed record ListAnswer<T>(IReadOnlyList<T> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);
