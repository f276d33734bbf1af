using System.Text.Json.Serialization;

namespace Activation.Destinations.Reddit;

// The platform's own shapes; they never leave this folder. Bodies and answers are both wrapped in `data`.

internal sealed record RedditData<T>(T? Data)
    where T : class;

internal sealed record RedditAudience(string? Id, string? Name);

internal sealed record RedditCreateAudience(string Name, string Type);

internal sealed record RedditUsers(string ActionType, IReadOnlyList<string> ColumnOrder, IReadOnlyList<string?[]> UserData);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RedditData<RedditAudience>), TypeInfoPropertyName = "Audience")]
[JsonSerializable(typeof(RedditData<IReadOnlyList<RedditAudience>>), TypeInfoPropertyName = "Audiences")]
[JsonSerializable(typeof(RedditData<RedditCreateAudience>), TypeInfoPropertyName = "CreateAudience")]
[JsonSerializable(typeof(RedditData<RedditUsers>), TypeInfoPropertyName = "Users")]
internal sealed partial class RedditJson : JsonSerializerContext;
