# galley: every task of the project. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: setup demo build test format lint bench fuzz ci help schemas

SWIFT ?= swift
RELEASE := $(SWIFT) build -c release --static-swift-stdlib --product galley
SOURCES := Sources Tests Fuzz Package.swift

setup: ## install the system packages that are missing
	@Scripts/setup

build: setup ## build the release binary: .build/release/galley
	$(RELEASE)

demo: build ## the whole way on a copy of templates-example, explained step by step
	@Scripts/demo .build/release/galley

test: ## all tests
	@Scripts/setup tests
	$(SWIFT) test --parallel

format: ## format all Swift files
	$(SWIFT) format -i -r -p $(SOURCES)

lint: ## check formatting and style
	$(SWIFT) format lint --strict -r -p $(SOURCES)

schemas: ## write the schemas of galley's formats into the sources that carry them
	Scripts/embed-schemas

bench: build ## measure galley beside its peers
	@Benchmarks/run

fuzz: setup ## fuzz every parser and beside the reference engines for FUZZ_SECONDS (default 30) each
	@Scripts/fuzz

ci: ## everything that must pass before a change lands
	@Scripts/ci

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12
