using System.Text.Json.Serialization.Metadata;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.Snapchat;

/// <summary>Calls to the Marketing API.</summary>
internal sealed class SnapchatClient(TokenCalls calls, TimeProvider time)
{
    /// <param name="body">JSON; null for none.</param>
    public Task<PlatformReply<T>> SendAsync<T>(
        SnapchatSettings settings, HttpMethod method, string path, byte[]? body, JsonTypeInfo<T> type, Func<T, bool> isComplete, CancellationToken cancellationToken)
        where T : class =>
        calls.SendAsync(
            settings.Token,
            () => new HttpRequestMessage(method, settings.Address(path)) { Content = body is null ? null : PlatformClient.Json(body) },
            type, isComplete, r => SnapchatErrors.Classify(r, time.GetUtcNow()), cancellationToken);
}
