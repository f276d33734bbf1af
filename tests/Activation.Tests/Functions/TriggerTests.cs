using System.Reflection;
using System.Runtime.CompilerServices;
using Activation.Functions;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Activation.Tests.Functions;

public sealed class TriggerTests
{
    private const int MaxLines = 30;

    private static readonly IReadOnlyList<MethodInfo> Functions =
    [
        .. typeof(ImportFile).Assembly.GetExportedTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => m.GetCustomAttribute<FunctionAttribute>() is not null),
    ];

    [Fact]
    public void Functions_AreThoseOfTheApp()
    {
        Functions.Select(m => m.GetCustomAttribute<FunctionAttribute>()?.Name)
            .ShouldBe(["Api", "DeliverBatch", "EvaluateHourly", "EvaluateSync", "HandlePrivacy", "ImportEvents", "ImportFile", "Resync", "RunImport", "SendAlert", "WatchMinutely", "WatchProcessing"], ignoreOrder: true);
    }

    [Fact]
    public void Functions_HaveTheNameOfTheirClass()
    {
        foreach (var function in Functions)
        {
            function.GetCustomAttribute<FunctionAttribute>()?.Name.ShouldBe(function.DeclaringType?.Name);
        }
    }

    [Fact]
    public void Functions_HaveOneTriggerEach()
    {
        foreach (var function in Functions)
        {
            function.GetParameters().SelectMany(p => p.GetCustomAttributes()).Count(IsTrigger).ShouldBe(1, function.DeclaringType?.Name);
        }
    }

    [Fact]
    public void TriggerFiles_AreShort()
    {
        foreach (var function in Functions)
        {
            var file = Path.Combine(SourceFolder(), $"{function.DeclaringType?.Name}.cs");
            File.ReadAllLines(file).Length.ShouldBeLessThanOrEqualTo(MaxLines, file);
        }
    }

    [Fact]
    public void HttpRoutes_AreAllDifferent()
    {
        var routes = Functions.SelectMany(f => f.GetParameters()).Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()?.Route).Where(r => r is not null).ToList();

        routes.ShouldBeUnique();
        routes.ShouldContain("{*path}");
        routes.ShouldAllBe(r => r != null && !r.StartsWith("admin", StringComparison.Ordinal) && !r.StartsWith("runtime", StringComparison.Ordinal));
    }

    [Fact]
    public void TriggerParameters_AreOfTypesThatTheWorkerBinds()
    {
        foreach (var parameter in Functions.SelectMany(f => f.GetParameters()).Where(p => p.GetCustomAttributes().Any(IsTrigger)))
        {
            new[] { typeof(string), typeof(BlobClient), typeof(TimerInfo), typeof(HttpRequest) }.ShouldContain(parameter.ParameterType);
        }
    }

    [Theory]
    [InlineData(typeof(ImportFile), "crm/{source}/{name}")]
    [InlineData(typeof(ImportEvents), "events/{source}/{name}")]
    public void BlobTriggers_AreCalledByEventGridForFilesOfSources(Type function, string path)
    {
        var trigger = Functions.Single(f => f.DeclaringType == function).GetParameters()[0].GetCustomAttribute<BlobTriggerAttribute>();

        trigger.ShouldNotBeNull();
        trigger.BlobPath.ShouldBe(path);
        trigger.Source.ShouldBe(BlobTriggerSource.EventGrid);
        trigger.Connection.ShouldNotBeNullOrEmpty();
    }

    private static bool IsTrigger(Attribute attribute) => attribute.GetType().Name.EndsWith("TriggerAttribute", StringComparison.Ordinal);

    private static string SourceFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here) ?? "", "..", "..", "..", "src", "Activation.Functions"));
}
