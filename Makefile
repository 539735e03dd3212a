# make help         list the targets
# make setup        install libzmq and libsqlite3 if they are missing; check the Swift toolchain
# make build        build the release binary, .build/release/busnode
# make demo         run the demonstration
# make demo-market  let three simulated farms trade, and show what they paid and earned
# make test         lint, build and run every test; where CI is set also a short make fuzz
# make test-thread  run every test under ThreadSanitizer
# make fuzz         look for inputs that break a reader, SECONDS=60 each (see fuzz/README.md)
# make conformance  run the cases of docs/conformance.md and print what passed
# make simulate     run the simulated bus and market by SEEDS=10000 seeds, or by SEEDS=17...17
# make faults       break real processes, disks, clocks and networks, in the large sizes
# make bench        measure BusNode against its limits and its peers (see benchmarks/README.md)
# make lint         check the format of the Swift code
# make format       rewrite the Swift code in our format
# make install      build, then copy busnode to $(PREFIX)/bin (PREFIX=/usr/local)
# make clean        remove everything that was built

PREFIX ?= /usr/local
SECONDS ?= 60
SEEDS ?= 10000
SWIFT_CODE := Package.swift Sources Tests $(wildcard benchmarks examples fuzz)
# Apple's platforms ship the Swift runtime; everywhere else the binary carries it.
STATIC := $(if $(filter Darwin,$(shell uname)),,--static-swift-stdlib)

.PHONY: help setup build demo demo-market test test-thread conformance fuzz bench lint format install clean simulate faults

help:
	@sed -n 's/^# //p; /^$$/q' Makefile

setup:
	@scripts/setup

build: setup
	swift build -c release $(STATIC)

demo: build
	scripts/demo

demo-market: build
	scripts/demo-market

test: setup lint
	@scripts/setup --tests
	swift build --build-tests
	swift test --skip-build --disable-xctest
	$(if $(CI),fuzz/run --seconds 5)

test-thread: setup
	@scripts/setup --tests
	swift test --disable-xctest --scratch-path .build-thread --sanitize=thread \
		-Xswiftc -DTHREAD_SANITIZER

fuzz: setup
	fuzz/run --seconds $(SECONDS)

conformance: setup
	BUSNODE_CONFORMANCE=1 swift test --disable-xctest --filter ConformanceTests

simulate: setup
	@scripts/setup --tests
	BUSNODE_SEEDS=$(SEEDS) swift test --disable-xctest --scratch-path .build-simulate \
		--configuration release -Xswiftc -enable-testing --filter '(SimulationTests|HandlersTests).*simulated'

faults: setup
	@scripts/setup --tests
	swift build --build-tests
	BUSNODE_KILL_ROUNDS=200 BUSNODE_KILL_MARKET=50 BUSNODE_DISK_ROUNDS=50 BUSNODE_TERMINATE_ROUNDS=50 \
	BUSNODE_STOP_SECONDS=30 BUSNODE_STALL_SECONDS=30 BUSNODE_PARTITION_SECONDS=30 \
	BUSNODE_CLOCK_SECONDS=70 BUSNODE_FLIP_ROUNDS=200 BUSNODE_POISON_ROUNDS=20 \
	swift test --skip-build --disable-xctest --filter FaultTests

bench: setup
	benchmarks/run
	benchmarks/chart.py

lint:
	swift format lint --strict --recursive --parallel $(SWIFT_CODE)

format:
	swift format --in-place --recursive --parallel $(SWIFT_CODE)

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 .build/release/busnode "$(DESTDIR)$(PREFIX)/bin/busnode"

clean:
	rm -rf .build .build-thread .build-fuzz .build-simulate
