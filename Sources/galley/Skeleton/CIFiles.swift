import ArgumentParser

/// The CI servers for which `galley init` writes a configuration.
enum CIServer: String, ExpressibleByArgument, CaseIterable {
  case github
  case gitlab

  /// The configuration: check and test on every change, problems shown where the server shows them,
  /// what waits for review kept for 'galley review --from'.
  var file: RepositorySkeleton.File {
    switch self {
    case .github:
      RepositorySkeleton.File(
        path: ".github/workflows/galley.yaml",
        text: """
          name: galley
          on: [push, pull_request]
          jobs:
            content:
              runs-on: ubuntu-latest
              steps:
                - uses: actions/checkout@v4
                - run: galley check --format github
                - run: |
                    status=0
                    galley test --report github --report markdown="$RUNNER_TEMP/summary.md" \\
                      --pending-archive "$RUNNER_TEMP/galley-pending.tar" || status=$?
                    if [ -f "$RUNNER_TEMP/summary.md" ]; then
                      cat "$RUNNER_TEMP/summary.md" >> "$GITHUB_STEP_SUMMARY"
                    fi
                    exit $status
                # Unpack it and run 'galley review --from galley-pending.tar' at the same commit.
                - if: failure()
                  uses: actions/upload-artifact@v4
                  with:
                    name: galley-pending
                    path: ${{ runner.temp }}/galley-pending.tar
                    if-no-files-found: ignore

          """)
    case .gitlab:
      RepositorySkeleton.File(
        path: ".gitlab-ci.yml",
        text: """
          content:
            script:
              - galley check --format gitlab > gl-code-quality-report.json
              - galley test --report junit=galley-tests.xml --pending-archive galley-pending.tar
            artifacts:
              when: always
              # For 'galley review --from galley-pending.tar' at the same commit.
              paths:
                - galley-pending.tar
              reports:
                codequality: gl-code-quality-report.json
                junit: galley-tests.xml

          """)
    }
  }
}
