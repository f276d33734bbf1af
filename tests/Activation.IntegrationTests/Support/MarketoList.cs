using System.Net.Http.Headers;
using System.Text.Json;
using Activation.Local.Sandbox;

namespace Activation.IntegrationTests.Support;

/// <summary>A static list of Marketo as its users read it, by the fields of its leads.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/rest/lead-database/list-membership#get-leads-by-list-id</remarks>
internal static class MarketoList
{
    /// <summary>The lead field that holds the hash of the address.</summary>
    public const string Field = "emailSha256";

    public static async Task<IReadOnlyCollection<string>> ReadAsync(Uri sandbox, string list)
    {
        using var clients = new ApiClientFactory();
        using var client = clients.Create(sandbox);
        var values = new List<string>();
        string? token = null;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(sandbox, $"marketo/rest/v1/lists/{list}/leads.json?fields=id,{Field}&batchSize=10&nextPageToken={token}"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", new SandboxOptions().AccessToken);
            using var response = await client.Http.SendAsync(request);
            using var page = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            page.RootElement.GetProperty("success").GetBoolean().ShouldBeTrue();
            values.AddRange(page.RootElement.GetProperty("result").EnumerateArray().Select(l => l.GetProperty(Field).GetString().ShouldNotBeNull()));
            token = page.RootElement.TryGetProperty("nextPageToken", out var next) ? next.GetString() : null;
        }
        while (token is not null);

        return values;
    }
}
