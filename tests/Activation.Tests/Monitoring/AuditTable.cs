using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Web;
using Activation.Monitoring.Audit;
using Activation.Storage;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Activation.Tests.Monitoring;

/// <summary>Answers for the table `Audit` from memory, and hands every other call on.</summary>
internal sealed partial class AuditTable : DelegatingHandler
{
    public const string NoStorage =
        "DefaultEndpointsProtocol=http;AccountName=nobody;AccountKey=bm9ib2R5;BlobEndpoint=http://127.0.0.1:1/nobody;TableEndpoint=http://127.0.0.1:1/nobody;QueueEndpoint=http://127.0.0.1:1/nobody;";

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, JsonObject> rows = new(StringComparer.Ordinal);

    public AuditTable(HttpMessageHandler inner)
        : base(inner)
    {
    }

    /// <summary>By entry, from the first on: the JSON as it is stored.</summary>
    public IReadOnlyList<JsonObject> Entries
    {
        get
        {
            lock (gate)
            {
                return [.. rows.Values.Reverse().Select(r => JsonNode.Parse(Convert.FromBase64String(r["json"]?.GetValue<string>() ?? ""))?.AsObject() ?? [])];
            }
        }
    }

    public ActivationStorage Storage()
    {
        var transport = new HttpClientTransport(this);
        return new ActivationStorage(new BlobServiceClient(NoStorage, new BlobClientOptions { Transport = transport }), new TableServiceClient(NoStorage, new TableClientOptions { Transport = transport }));
    }

    /// <summary>What somebody does who can write to the table.</summary>
    public void Tamper(long number, Action<JsonObject> change)
    {
        lock (gate)
        {
            var row = rows[Key(number)];
            var entry = JsonNode.Parse(Convert.FromBase64String(row["json"]?.GetValue<string>() ?? ""))?.AsObject() ?? [];
            change(entry);
            row["json"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(entry.ToJsonString()));
        }
    }

    public void Remove(long number)
    {
        lock (gate)
        {
            rows.Remove(Key(number)).ShouldBeTrue();
        }
    }

    /// <summary>Writes an entry anew as the product would, after another one than the one before it.</summary>
    public void Forge(long number) => Tamper(number, entry =>
    {
        entry["previous"] = new string('f', 64);
        var forged = System.Text.Json.JsonSerializer.Deserialize(entry, Activation.Monitoring.MonitoringJson.Default.AuditEntry).ShouldNotBeNull();
        entry["hash"] = AuditChain.HashOf(forged);
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri?.AbsolutePath ?? "";
        if (request.Method == HttpMethod.Post && path.EndsWith("/Audit", StringComparison.Ordinal) && request.Content is not null)
        {
            return Add(JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken))?.AsObject() ?? []);
        }

        return path.EndsWith("/Audit()", StringComparison.Ordinal) ? List(HttpUtility.ParseQueryString(request.RequestUri?.Query ?? "")) : await base.SendAsync(request, cancellationToken);
    }

    private static string Key(long number) => (9_999_999_999 - number).ToString("d10", System.Globalization.CultureInfo.InvariantCulture);

    private HttpResponseMessage Add(JsonObject row)
    {
        lock (gate)
        {
            return rows.TryAdd(row["RowKey"]?.GetValue<string>() ?? "", row)
                ? new HttpResponseMessage(HttpStatusCode.NoContent)
                : new HttpResponseMessage(HttpStatusCode.Conflict)
                {
                    Content = new StringContent("""{"odata.error": {"code": "EntityAlreadyExists", "message": {"lang": "en-US", "value": "There."}}}""", Encoding.UTF8, "application/json"),
                };
        }
    }

    private HttpResponseMessage List(System.Collections.Specialized.NameValueCollection query)
    {
        var after = RowKeyAfter().Match(query["$filter"] ?? "").Groups[1].Value;
        var top = int.Parse(query["$top"] ?? "1000", System.Globalization.CultureInfo.InvariantCulture);
        lock (gate)
        {
            var page = rows.Where(r => string.CompareOrdinal(r.Key, after) > 0).Take(top).Select(r => r.Value.DeepClone()).ToArray();
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(new JsonObject { ["value"] = new JsonArray(page) }.ToJsonString(), Encoding.UTF8, "application/json") };
        }
    }

    [GeneratedRegex("RowKey gt '(?<1>[0-9]*)'", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RowKeyAfter();
}
