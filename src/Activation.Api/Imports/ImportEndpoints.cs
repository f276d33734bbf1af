using Activation.Api.Json;
using Activation.Api.Problems;
using Activation.Import;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Imports;

internal static class ImportEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var imports = endpoints.MapGroup("/api/imports").WithTags("Imports");
        imports.MapGet("", ListAsync).WithSummary("Imports, newest first").Produces<ListAnswer<ImportRecord>>();
        imports.MapPost("", UploadAsync).WithSummary("Takes a file, as if dropped at crm/{source}/{name}, or events/{source}/{name} for a source of events").Accepts<Stream>("*/*").Produces<ImportAccepted>(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413);
        imports.MapGet("/{id}", GetAsync).WithSummary("One import and its receipt").Produces<ImportRecord>().ProducesProblem(404);
        imports.MapGet("/{id}/rejects", RejectsAsync).WithSummary("The rejected rows as CSV: line,column,code,message").Produces(200, contentType: "text/csv").ProducesProblem(404);
        imports.MapPost("/{id}/approve", ApproveAsync).WithSummary("Applies a full export that is held because it would drop many people; who is missing is worked out again").Produces<ImportAccepted>(202).ProducesProblem(404).ProducesProblem(409);
        imports.MapPost("/{id}/discard", DiscardAsync).WithSummary("Deletes the file of a held import, of which nothing was applied").Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ApproveAsync(string id, ImportApprovals approvals, CancellationToken cancellationToken)
    {
        var import = Id(id);
        await approvals.ApproveAsync(import, cancellationToken);
        return TypedResults.Json(new ImportAccepted(import.Value), ApiJson.Default.ImportAccepted, statusCode: 202);
    }

    private static async Task<IResult> DiscardAsync(string id, ImportApprovals approvals, CancellationToken cancellationToken)
    {
        await approvals.DiscardAsync(Id(id), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ListAsync(HttpRequest request, string? source, string? name, ImportStore store, CancellationToken cancellationToken)
    {
        var records = await store.ListAsync(source is null ? null : Ids.Source(source), name, cancellationToken);
        return TypedResults.Json(Page.Of(request).Cut(records, r => r.ImportId), ApiJson.Default.ListAnswerImportRecord);
    }

    private static async Task<IResult> UploadAsync(string? source, string? name, HttpRequest request, ImportUpload upload, UploadUrls urls, CancellationToken cancellationToken)
    {
        if (source is null || name is null)
        {
            throw ProblemException.Invalid("missingParameter", source is null ? "source" : "name", "Say where the file belongs: POST /api/imports?source={id}&name={file}.");
        }

        var id = Ids.Source(source);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // The limit is kept here, so that going over it can be answered with a way out.
            limit.MaxRequestBodySize = null;
        }

        if (request.ContentLength > ImportUpload.MaxBytes)
        {
            return await TooLargeAsync(id, name, urls, cancellationToken);
        }

        try
        {
            await using var body = new LimitedStream(request.Body, ImportUpload.MaxBytes);
            var import = await upload.UploadAsync(id, name, body, cancellationToken);
            return TypedResults.Json(new ImportAccepted(import.Value), ApiJson.Default.ImportAccepted, statusCode: 202);
        }
        catch (StreamTooLongException)
        {
            return await TooLargeAsync(id, name, urls, cancellationToken);
        }
    }

    private static async Task<IResult> GetAsync(string id, ImportStore store, CancellationToken cancellationToken) =>
        TypedResults.Json(await FindAsync(Id(id), store, cancellationToken), ApiJson.Default.ImportRecord);

    private static async Task<IResult> RejectsAsync(string id, ImportStore store, CancellationToken cancellationToken)
    {
        var import = Id(id);
        await FindAsync(import, store, cancellationToken);
        return await store.OpenRejectsAsync(import, cancellationToken) is { } rejects
            ? TypedResults.Stream(rejects, "text/csv; charset=utf-8")
            : TypedResults.Text("line,column,code,message\n", "text/csv");
    }

    private static async Task<ImportRecord> FindAsync(ImportId id, ImportStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) ?? throw ProblemException.NotFound("import", id.Value);

    private static ImportId Id(string text) =>
        ImportId.TryParse(text, out var id) ? id : throw ProblemException.Invalid("invalidId", "id", "The id of an import is {source}.{16 hex digits}.");

    private static async Task<IResult> TooLargeAsync(SourceId source, string name, UploadUrls urls, CancellationToken cancellationToken) =>
        new ProblemResult(new ProblemDocument(413, "fileTooLarge", $"The API takes files of up to {ImportUpload.MaxBytes / 1024 / 1024} MB. PUT this one to uploadUrl with the header x-ms-blob-type: BlockBlob, or use any Azure Storage client.")
        {
            UploadUrl = await urls.ForAsync(source, name, cancellationToken),
        });
}
