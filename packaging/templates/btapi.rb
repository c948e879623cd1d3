class Btapi < Formula
  desc "Command-line for BeyondTrust PRA, Remote Support and Password Safe"
  homepage "{{url}}"
  version "{{version}}"
  license "Apache-2.0"

  on_macos do
    on_arm do
      url "{{url}}/btapi-macos-arm64.zip"
      sha256 "{{sha256-macos-arm64}}"
    end
    on_intel do
      url "{{url}}/btapi-macos-x64.zip"
      sha256 "{{sha256-macos-x64}}"
    end
  end

  on_linux do
    on_arm do
      url "{{url}}/btapi-linux-arm64.zip"
      sha256 "{{sha256-linux-arm64}}"
    end
    on_intel do
      url "{{url}}/btapi-linux-x64.zip"
      sha256 "{{sha256-linux-x64}}"
    end
  end

  def install
    bin.install "btapi"
    generate_completions_from_executable(bin/"btapi", "completion", shells: [:bash, :zsh, :fish])
  end

  test do
    assert_equal version.to_s, shell_output("#{bin}/btapi --version").strip
  end
end
