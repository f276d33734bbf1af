using System.Text.Json;
using System.Text.Json.Serialization;

namespace Activation.Destinations.Pinterest;

// The platform's own shapes; they never leave this folder.

/// <param name="Records">Separated by commas.</param>
internal sealed record PinterestNewList(string Name, string Records, string ListType);

internal sealed record PinterestChange(string Records, string OperationType);

/// <param name="Exceptions">An object, with a `code` where something went wrong.</param>
internal sealed record PinterestList(string? Id, string? Name, string? Status, JsonElement Exceptions);

internal sealed record PinterestListPage(IReadOnlyList<PinterestList>? Items, string? Bookmark);

internal sealed record PinterestRule(string? CustomerListId);

internal sealed record PinterestNewAudience(string Name, string Description, PinterestRule Rule, string AudienceType);

internal sealed record PinterestRename(string Name, string Description, string OperationType);

internal sealed record PinterestAudience(string? Id, string? Name, string? Status, long? Size, PinterestRule? Rule);

internal sealed record PinterestAudiencePage(IReadOnlyList<PinterestAudience>? Items, string? Bookmark);

/// <summary>Its message is not read: it may quote what was sent.</summary>
internal sealed record PinterestError(int? Code);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(PinterestNewList))]
[JsonSerializable(typeof(PinterestChange))]
[JsonSerializable(typeof(PinterestList))]
[JsonSerializable(typeof(PinterestListPage))]
[JsonSerializable(typeof(PinterestNewAudience))]
[JsonSerializable(typeof(PinterestRename))]
[JsonSerializable(typeof(PinterestAudience))]
[JsonSerializable(typeof(PinterestAudiencePage))]
[JsonSerializable(typeof(PinterestError))]
internal sealed partial class PinterestJson : JsonSerializerContext;
