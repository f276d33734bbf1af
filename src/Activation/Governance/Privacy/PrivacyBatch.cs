using System.IO.Compression;
using System.Text.Json;
using Activation.Profiles;
using Activation.Storage;
using Azure;
using Azure.Storage.Blobs.Models;

namespace Activation.Governance.Privacy;

/// <summary>
/// The one place that holds a request's identifiers until every destination has confirmed: `privacy/{request}/given.jsonl.gz`, and `people.jsonl.gz` once profiles are
/// found; lines of `{"p":profile,"g":[numbers],"v":{variant:[values]},"r":[Reddit's emails]}`. Beside them are the rows that ledgers have parked with the request (<see cref="Sync.Ledger.ParkedRows"/>).
/// </summary>
internal sealed class PrivacyBatch(ActivationStorage storage)
{
    private const string Given = "given";
    private const string People = "people";

    public Task WriteGivenAsync(string request, IEnumerable<Person> people, CancellationToken cancellationToken) => WriteAsync(Name(request, Given), people, cancellationToken);

    public Task<IReadOnlyList<Person>> ReadGivenAsync(string request, CancellationToken cancellationToken) => ReadAsync(Name(request, Given), cancellationToken);

    public Task WritePeopleAsync(string request, IEnumerable<Person> people, CancellationToken cancellationToken) => WriteAsync(Name(request, People), people, cancellationToken);

    /// <summary>Empty before they are looked for.</summary>
    public Task<IReadOnlyList<Person>> ReadPeopleAsync(string request, CancellationToken cancellationToken) => ReadAsync(Name(request, People), cancellationToken);

    /// <summary>The requests that have files, and none since an instant.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var newest = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        await foreach (var blob in storage.Container(StorageNames.Privacy).GetBlobsAsync(BlobTraits.None, BlobStates.None, null, cancellationToken))
        {
            var request = blob.Name.Split('/')[0];
            var at = blob.Properties.LastModified ?? DateTimeOffset.MaxValue;
            newest[request] = newest.TryGetValue(request, out var other) && other > at ? other : at;
        }

        return [.. newest.Where(n => n.Value < before).Select(n => n.Key)];
    }

    public async Task DeleteAsync(string request, CancellationToken cancellationToken)
    {
        await foreach (var blob in storage.Container(StorageNames.Privacy).GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{request}/", cancellationToken))
        {
            await storage.Blob(StorageNames.Privacy, blob.Name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);
        }
    }

    private async Task WriteAsync(string name, IEnumerable<Person> people, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            using var json = new Utf8JsonWriter(gzip);
            foreach (var person in people)
            {
                Write(json, person);
                json.Flush();
                gzip.Write("\n"u8);
                json.Reset();
            }
        }

        buffer.Position = 0;
        await storage.Blob(StorageNames.Privacy, name).UploadAsync(buffer, overwrite: true, cancellationToken);
    }

    private async Task<IReadOnlyList<Person>> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var people = new List<Person>();
        try
        {
            await using var content = await storage.Blob(StorageNames.Privacy, name).OpenReadAsync(cancellationToken: cancellationToken);
            await using var gzip = new GZipStream(content, CompressionMode.Decompress);
            using var reader = new StreamReader(gzip);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                people.Add(Read(line));
            }
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // Not written yet, or the request is done with it.
        }

        return people;
    }

    private static void Write(Utf8JsonWriter json, Person person)
    {
        json.WriteStartObject();
        if (person.Profile is { } profile)
        {
            json.WriteString("p", profile.ToString());
        }

        json.WriteStartArray("g");
        foreach (var group in person.Groups)
        {
            json.WriteNumberValue(group);
        }

        json.WriteEndArray();
        json.WriteStartObject("v");
        foreach (var variant in person.Values.GroupBy(v => v.Position))
        {
            json.WriteStartArray(Identifiers.Variants[variant.Key].Name);
            foreach (var value in variant)
            {
                json.WriteStringValue(value.Text);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        if (person.RedditEmails.Count > 0)
        {
            json.WriteStartArray("r");
            foreach (var email in person.RedditEmails)
            {
                json.WriteStringValue(email);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static Person Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        ProfileId? profile = root.TryGetProperty("p", out var id) && ProfileId.TryParse(id.GetString(), out var parsed) ? parsed : null;
        return new Person(
            profile,
            root.GetProperty("g").EnumerateArray().Select(g => g.GetInt32()),
            root.GetProperty("v").EnumerateObject().SelectMany(v => v.Value.EnumerateArray().Select(t => new StrongValue(Identifiers.Position(v.Name), t.GetString() ?? ""))),
            root.TryGetProperty("r", out var reddit) ? reddit.EnumerateArray().Select(t => t.GetString() ?? "") : []);
    }

    private static string Name(string request, string kind) => $"{request}/{kind}.jsonl.gz";
}
